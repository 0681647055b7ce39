"""The parser of argparse: strings to actions. Part of `argparse`, which imports this last."""
import sys
from argparse import (_ActionsContainer, _AttributeHolder, _get_action_name, _looks_negative, Action, ArgumentError,
                      ArgumentTypeError, Namespace, OPTIONAL, ONE_OR_MORE, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE,
                      _SubParsersAction, _UNRECOGNIZED_ARGS_ATTR)

__name__ = 'argparse'


def _limits(action):
    """(fewest, most, whether options count as values) of the strings that an argument takes."""
    nargs = action.nargs
    if nargs is None:
        return 1, 1, False
    if nargs == OPTIONAL:
        return 0, 1, False
    if nargs == ZERO_OR_MORE:
        return 0, sys.maxsize, False
    if nargs == ONE_OR_MORE:
        return 1, sys.maxsize, False
    if nargs == REMAINDER:
        return 0, sys.maxsize, True
    if nargs == PARSER:
        return 1, sys.maxsize, True
    if nargs == SUPPRESS:
        return 0, 0, False
    return nargs, nargs, False


def _assign(limits, kinds, at):
    """How many strings each of some arguments gets, each as many as leaves enough for the rest, or None. `kinds` has 'A'
    for a value, 'O' for an option, '-' for a `--`, which belongs to whom it precedes and counts for nothing."""
    if not limits:
        return []
    low, high, anything = limits[0]
    # Where the argument may end after 0, 1, 2 values.
    ends = [at]
    i, count = at, 0
    while i < len(kinds) and kinds[i] == '-' and not anything:
        i += 1
    if not anything:
        while i < len(kinds) and count < high and kinds[i] == 'A':
            i += 1
            while i < len(kinds) and kinds[i] == '-':
                i += 1
            count += 1
            ends.append(i)
        if low == 0 and count == 0:
            ends[0] = at
    else:
        first = i
        while first < len(kinds) and kinds[first] == '-' and low:
            first += 1
        if low and (first >= len(kinds) or kinds[first] != 'A'):
            return None
        ends += range(at + 1, len(kinds) + 1)
        if low:
            ends = [e for e in ends if e > first]
            ends.insert(0, at)
    for n in range(len(ends) - 1, low - 1, -1):
        rest = _assign(limits[1:], kinds, ends[n])
        if rest is not None:
            return [ends[n] - at, *rest]
    return None


class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """Object for parsing command line strings into Python objects."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=None,
                 prefix_chars='-', fromfile_prefix_chars=None, argument_default=None, conflict_handler='error',
                 add_help=True, allow_abbrev=True, exit_on_error=True):
        _ActionsContainer.__init__(self, description, prefix_chars, argument_default, conflict_handler)
        if prog is None:
            prog = sys.argv[0].rpartition('/')[2]
        self.prog, self.usage, self.epilog, self.formatter_class = prog, usage, epilog, formatter_class
        self.fromfile_prefix_chars, self.add_help, self.allow_abbrev = fromfile_prefix_chars, add_help, allow_abbrev
        self.exit_on_error = exit_on_error
        self._positionals = self.add_argument_group('positional arguments')
        self._optionals = self.add_argument_group('options')
        self._subparsers = None
        self.register('type', None, lambda string: string)
        default_prefix = '-' if '-' in prefix_chars else prefix_chars[0]
        if self.add_help:
            self.add_argument(default_prefix + 'h', default_prefix * 2 + 'help', action='help', default=SUPPRESS,
                              help='show this help message and exit')
        for parent in parents:
            if not isinstance(parent, ArgumentParser):
                raise TypeError('parents must be a list of ArgumentParser')
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def _get_kwargs(self):
        return [(n, getattr(self, n)) for n in ('prog', 'usage', 'description', 'formatter_class', 'conflict_handler', 'add_help')]

    def add_subparsers(self, **kwargs):
        if self._subparsers is not None:
            raise ArgumentError(None, 'cannot have multiple subparser arguments')
        kwargs.setdefault('parser_class', type(self))
        if 'title' in kwargs or 'description' in kwargs:
            self._subparsers = self.add_argument_group(kwargs.pop('title', 'subcommands'), kwargs.pop('description', None))
        else:
            self._subparsers = self._positionals
        if kwargs.get('prog') is None:
            formatter = self._get_formatter()
            formatter.add_usage(self.usage, self._get_positional_actions(), self._mutually_exclusive_groups, '')
            kwargs['prog'] = formatter.format_help().strip()
        action = self._registry_get('action', kwargs.pop('action', 'parsers'))(option_strings=[], **kwargs)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def _get_optional_actions(self):
        return [a for a in self._actions if a.option_strings]

    def _get_positional_actions(self):
        return [a for a in self._actions if not a.option_strings]

    def parse_args(self, args=None, namespace=None):
        args, argv = self.parse_known_args(args, namespace)
        if argv:
            msg = f"unrecognized arguments: {' '.join(argv)}"
            if self.exit_on_error:
                self.error(msg)
            raise ArgumentError(None, msg)
        return args

    def parse_known_args(self, args=None, namespace=None):
        args = sys.argv[1:] if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if action.dest is not SUPPRESS and not hasattr(namespace, action.dest) and action.default is not SUPPRESS:
                setattr(namespace, action.dest, action.default)
        for dest in self._defaults:
            if not hasattr(namespace, dest):
                setattr(namespace, dest, self._defaults[dest])
        if self.exit_on_error:
            try:
                namespace, args = self._parse_known_args(args, namespace)
            except ArgumentError as err:
                self.error(str(err))
        else:
            namespace, args = self._parse_known_args(args, namespace)
        if hasattr(namespace, _UNRECOGNIZED_ARGS_ATTR):
            args.extend(getattr(namespace, _UNRECOGNIZED_ARGS_ATTR))
            delattr(namespace, _UNRECOGNIZED_ARGS_ATTR)
        return namespace, args

    def _parse_known_args(self, arg_strings, namespace):
        if self.fromfile_prefix_chars is not None:
            arg_strings = self._read_args_from_files(arg_strings)
        conflicts = {}
        for group in self._mutually_exclusive_groups:
            members = group._group_actions
            for i, a in enumerate(members):
                conflicts.setdefault(a, []).extend(members[:i] + members[i + 1:])
        options, kinds = {}, ''
        rest = iter(arg_strings)
        for i, s in enumerate(rest):
            if s == '--':
                kinds += '-'
                kinds += 'A' * sum(1 for _ in rest)
                break
            found = self._parse_optional(s)
            if found is not None:
                options[i] = found
            kinds += 'A' if found is None else 'O'
        seen_actions, seen_non_default, warned, extras = set(), set(), set(), []

        def take_action(action, strings, option_string=None):
            seen_actions.add(action)
            values = self._get_values(action, strings)
            # A value that is the default does not count against exclusive others.
            if values is not action.default:
                seen_non_default.add(action)
                for other in conflicts.get(action, []):
                    if other in seen_non_default:
                        raise ArgumentError(action, f'not allowed with argument {_get_action_name(other)}')
            if values is not SUPPRESS:
                action(self, namespace, values, option_string)

        def consume_optional(start):
            choices = options[start]
            if len(choices) > 1:
                names = ', '.join(option_string for _, option_string, _, _ in choices)
                raise ArgumentError(None, f'ambiguous option: {arg_strings[start]} could match {names}')
            action, option_string, sep, explicit_arg = choices[0]
            due = []
            while True:
                if action is None:
                    extras.append(arg_strings[start])
                    return start + 1
                if explicit_arg is not None:
                    count = self._match_argument(action, 'A')
                    if count == 0 and option_string[1] not in self.prefix_chars and explicit_arg != '':
                        if sep or explicit_arg[0] in self.prefix_chars:
                            raise ArgumentError(action, f'ignored explicit argument {explicit_arg!r}')
                        # Several one-letter options in one string: this one takes nothing, the next letter is another.
                        due.append((action, [], option_string))
                        option_string = option_string[0] + explicit_arg[0]
                        action = self._option_string_actions.get(option_string)
                        if action is None:
                            for a, strings, o in due:
                                take_action(a, strings, o)
                            extras.append(option_string[0] + explicit_arg)
                            return start + 1
                        explicit_arg = explicit_arg[1:]
                        if not explicit_arg:
                            sep = explicit_arg = None
                        elif explicit_arg[0] == '=':
                            sep, explicit_arg = '=', explicit_arg[1:]
                        else:
                            sep = ''
                    elif count == 1:
                        stop = start + 1
                        due.append((action, [explicit_arg], option_string))
                        break
                    else:
                        raise ArgumentError(action, f'ignored explicit argument {explicit_arg!r}')
                else:
                    begin = start + 1
                    stop = begin + self._match_argument(action, kinds[begin:])
                    due.append((action, arg_strings[begin:stop], option_string))
                    break
            for action, strings, option_string in due:
                if action.deprecated and option_string not in warned:
                    self._warning(f"option '{option_string}' is deprecated")
                    warned.add(option_string)
                take_action(action, strings, option_string)
            return stop

        positionals = self._get_positional_actions()

        def consume_positionals(start):
            counts = self._match_arguments_partial(positionals, kinds[start:])
            for action, count in zip(list(positionals), counts):
                strings = arg_strings[start:start + count]
                # The first `--` is no value: it only says that no options follow.
                if '-' in kinds[start:start + count] and action.nargs != REMAINDER:
                    if action.nargs == PARSER:
                        if kinds[start] == '-':
                            strings.remove('--')
                    else:
                        strings.remove('--')
                start += count
                if action.deprecated and strings and _get_action_name(action) not in warned:
                    self._warning(f"argument '{_get_action_name(action)}' is deprecated")
                    warned.add(_get_action_name(action))
                take_action(action, strings)
            del positionals[:len(counts)]
            return start

        start = 0
        last = max(options, default=-1)
        while start <= last:
            following = min(i for i in options if i >= start)
            if start != following:
                end = consume_positionals(start)
                if end > start:
                    start = end
                    continue
            if start not in options:
                strings = arg_strings[start:following]
                extras.extend(strings)
                start = following
            start = consume_optional(start)
        stop = consume_positionals(start)
        extras.extend(arg_strings[stop:])
        required = []
        for action in self._actions:
            if action not in seen_actions:
                if action.required:
                    required.append(_get_action_name(action))
                elif (action.default is not None and isinstance(action.default, str) and hasattr(namespace, action.dest)
                      and action.default is getattr(namespace, action.dest)):
                    setattr(namespace, action.dest, self._get_value(action, action.default))
        if required:
            raise ArgumentError(None, f"the following arguments are required: {', '.join(required)}")
        for group in self._mutually_exclusive_groups:
            if group.required and not any(a in seen_non_default for a in group._group_actions):
                names = ' '.join(_get_action_name(a) for a in group._group_actions if a.help is not SUPPRESS)
                raise ArgumentError(None, f'one of the arguments {names} is required')
        return namespace, extras

    def _read_args_from_files(self, arg_strings):
        new = []
        for s in arg_strings:
            if not s or s[0] not in self.fromfile_prefix_chars:
                new.append(s)
                continue
            try:
                with open(s[1:], encoding='utf-8', errors='surrogateescape') as f:
                    strings = [a for line in f.read().splitlines() for a in self.convert_arg_line_to_args(line)]
                new.extend(self._read_args_from_files(strings))
            except OSError as err:
                raise ArgumentError(None, str(err))
        return new

    def convert_arg_line_to_args(self, arg_line):
        return [arg_line]

    def _match_argument(self, action, kinds):
        """How many of the following strings an option takes."""
        low, high, anything = _limits(action)
        if anything:
            counts = _assign([(low, high, anything)], kinds, 0)
            if counts is not None:
                return counts[0]
        else:
            n = 0
            while n < len(kinds) and n < high and kinds[n] == 'A':
                n += 1
            if n >= low:
                return n
        nargs = action.nargs
        if nargs is None:
            msg = 'expected one argument'
        elif nargs == OPTIONAL:
            msg = 'expected at most one argument'
        elif nargs == ONE_OR_MORE:
            msg = 'expected at least one argument'
        else:
            msg = f"expected {nargs} argument{'s' if nargs != 1 else ''}"
        raise ArgumentError(action, msg)

    def _match_arguments_partial(self, actions, kinds):
        """For as many of the positionals as can be served: how many strings each takes."""
        for n in range(len(actions), 0, -1):
            counts = _assign([_limits(a) for a in actions[:n]], kinds, 0)
            if counts is not None:
                return counts
        return []

    def _parse_optional(self, s):
        """What a string stands for: None for a value, else a list of (action, option, separator, explicit value)."""
        if not s or s[0] not in self.prefix_chars:
            return None
        if s in self._option_string_actions:
            return [(self._option_string_actions[s], s, None, None)]
        if len(s) == 1:
            return None
        option, sep, value = s.partition('=')
        if sep and option in self._option_string_actions:
            return [(self._option_string_actions[option], option, sep, value)]
        found = self._get_option_tuples(s)
        if found:
            return found
        if _looks_negative(s) and not self._has_negative_number_optionals:
            return None
        if ' ' in s:
            return None
        return [(None, s, None, None)]

    def _get_option_tuples(self, s):
        """Options that an abbreviation may mean."""
        chars, result = self.prefix_chars, []
        if s[0] in chars and s[1] in chars:
            if self.allow_abbrev:
                prefix, sep, value = s.partition('=')
                if not sep:
                    sep = value = None
                for name in self._option_string_actions:
                    if name.startswith(prefix):
                        result.append((self._option_string_actions[name], name, sep, value))
        elif s[0] in chars:
            short, rest = s[:2], s[2:]
            prefix, sep, value = s.partition('=')
            if not sep:
                sep = value = None
            for name in self._option_string_actions:
                if name == short:
                    result.append((self._option_string_actions[name], name, '', rest))
                elif self.allow_abbrev and name.startswith(prefix):
                    result.append((self._option_string_actions[name], name, sep, value))
        return result

    def _get_values(self, action, strings):
        nargs = action.nargs
        if not strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str) and value is not SUPPRESS:
                value = self._get_value(action, value)
        elif not strings and nargs == ZERO_OR_MORE and not action.option_strings:
            value = action.default if action.default is not None else []
        elif len(strings) == 1 and nargs in (None, OPTIONAL):
            value = self._get_value(action, strings[0])
            self._check_value(action, value)
        elif nargs == REMAINDER:
            value = [self._get_value(action, v) for v in strings]
        elif nargs == PARSER:
            value = [self._get_value(action, v) for v in strings]
            self._check_value(action, value[0])
        elif nargs == SUPPRESS:
            value = SUPPRESS
        else:
            value = [self._get_value(action, v) for v in strings]
            for v in value:
                self._check_value(action, v)
        return value

    def _get_value(self, action, string):
        func = self._registry_get('type', action.type, action.type)
        if not callable(func):
            raise TypeError(f'{func!r} is not callable')
        try:
            return func(string)
        except ArgumentTypeError as err:
            msg = str(err)
        except (TypeError, ValueError):
            name = getattr(action.type, '__name__', repr(action.type))
            msg = f'invalid {name} value: {string!r}'
        raise ArgumentError(action, msg)

    def _check_value(self, action, value):
        choices = action.choices
        if choices is not None:
            if isinstance(choices, str):
                choices = iter(choices)
            if value not in choices:
                shown = ', '.join(map(repr, action.choices))
                raise ArgumentError(action, f'invalid choice: {value!r} (choose from {shown})')

    def parse_intermixed_args(self, args=None, namespace=None):
        args, argv = self.parse_known_intermixed_args(args, namespace)
        if argv:
            msg = f"unrecognized arguments: {' '.join(argv)}"
            if self.exit_on_error:
                self.error(msg)
            raise ArgumentError(None, msg)
        return args

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """Options may stand between the values of positionals: first the options are read, then the rest."""
        positionals = self._get_positional_actions()
        for action in positionals:
            if action.nargs in (PARSER, REMAINDER):
                raise TypeError(f'parse_intermixed_args: positional arg with nargs={action.nargs}')
        for group in self._mutually_exclusive_groups:
            for action in group._group_actions:
                if action in positionals:
                    raise TypeError('parse_intermixed_args: positional in mutuallyExclusiveGroup')
        saved = [(a, a.nargs, a.default, a.required) for a in positionals]
        optionals = [(a, a.required) for a in self._get_optional_actions()]
        groups = [(g, g.required) for g in self._mutually_exclusive_groups]
        try:
            for a in positionals:
                a.nargs, a.default, a.required = SUPPRESS, SUPPRESS, False
            namespace, rest = self.parse_known_args(args, namespace)
        finally:
            for a, a.nargs, a.default, a.required in saved:
                pass
        try:
            for a, _ in optionals:
                a.required = False
            for g, _ in groups:
                g.required = False
            return self.parse_known_args(rest, namespace)
        finally:
            for a, a.required in optionals:
                pass
            for g, g.required in groups:
                pass

    def format_usage(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def _get_formatter(self):
        cls = self.formatter_class
        if cls is None:
            from argparse import HelpFormatter as cls
        return cls(prog=self.prog)

    def print_usage(self, file=None):
        self._print_message(self.format_usage(), sys.stdout if file is None else file)

    def print_help(self, file=None):
        self._print_message(self.format_help(), sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            file = file or sys.stderr
            try:
                file.write(message)
            except (AttributeError, OSError):
                pass

    def exit(self, status=0, message=None):
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(2, f'{self.prog}: error: {message}\n')

    def _warning(self, message):
        self._print_message(f'{self.prog}: warning: {message}\n', sys.stderr)
