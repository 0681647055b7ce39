"""The text of argparse's help and usage."""
import sys
from argparse import OPTIONAL, ONE_OR_MORE, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE

__name__ = 'argparse'


def _terminal_columns():
    import os
    try:
        columns = int(os.environ['COLUMNS'])
    except (KeyError, ValueError):
        columns = 0
    if columns <= 0:
        try:
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns
        except (AttributeError, ValueError, OSError):
            columns = 80
    return columns or 80


def _one_line(text):
    """Runs of ASCII white space as one blank; a non-breaking blank stays what it is."""
    return ' '.join(word for word in text.translate(dict.fromkeys((9, 10, 11, 12, 13), ' ')).split(' ') if word)


class _Section:
    def __init__(self, formatter, parent, heading=None):
        self.formatter, self.parent, self.heading, self.items = formatter, parent, heading, []

    def format_help(self):
        formatter = self.formatter
        if self.parent is not None:
            formatter._indent()
        item_help = formatter._join_parts([func(*args) for func, args in self.items])
        if self.parent is not None:
            formatter._dedent()
        if not item_help:
            return ''
        heading = ''
        if self.heading is not SUPPRESS and self.heading is not None:
            heading = f'{" " * formatter._current_indent}{self.heading}:\n'
        return formatter._join_parts(['\n', heading, item_help, '\n'])


class HelpFormatter:
    """Formatter for generating usage messages and argument help strings."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            width = _terminal_columns() - 2
        self._prog, self._indent_increment, self._width = prog, indent_increment, width
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._current_indent = self._level = self._action_max_length = 0
        self._root_section = self._current_section = _Section(self, None)

    def _indent(self):
        self._current_indent += self._indent_increment
        self._level += 1

    def _dedent(self):
        self._current_indent -= self._indent_increment
        self._level -= 1

    def _add_item(self, func, args):
        self._current_section.items.append((func, args))

    def start_section(self, heading):
        self._indent()
        section = _Section(self, self._current_section, heading)
        self._add_item(section.format_help, [])
        self._current_section = section

    def end_section(self):
        self._current_section = self._current_section.parent
        self._dedent()

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            self._add_item(self._format_text, [text])

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, (usage, actions, groups, prefix))

    def add_argument(self, action):
        if action.help is not SUPPRESS:
            length = len(self._format_action_invocation(action)) + self._current_indent
            for sub in self._subactions(action):
                self._indent()
                length = max(length, len(self._format_action_invocation(sub)) + self._current_indent)
                self._dedent()
            self._action_max_length = max(self._action_max_length, length)
            self._add_item(self._format_action, [action])

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def _subactions(self, action):
        return action._get_subactions() if hasattr(action, '_get_subactions') else ()

    def format_help(self):
        text = self._root_section.format_help()
        if text:
            while '\n\n\n' in text:
                text = text.replace('\n\n\n', '\n\n')
            text = text.strip('\n') + '\n'
        return text

    def _join_parts(self, parts):
        return ''.join(p for p in parts if p and p is not SUPPRESS)

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = 'usage: '
        if usage is not None:
            usage = usage % dict(prog=self._prog)
        elif not actions:
            usage = self._prog
        else:
            prog = self._prog
            optionals = [a for a in actions if a.option_strings]
            positionals = [a for a in actions if not a.option_strings]
            parts = self._usage_parts(optionals + positionals, groups)
            usage = ' '.join([prog, *parts])
            width = self._width - self._current_indent
            if len(prefix) + len(usage) > width:
                opt_parts = self._usage_parts(optionals, groups)
                pos_parts = parts[len(opt_parts):]
                if len(prefix) + len(prog) <= 0.75 * width:
                    indent = ' ' * (len(prefix) + len(prog) + 1)
                    if opt_parts:
                        lines = self._usage_lines([prog] + opt_parts, indent, width, prefix)
                        lines.extend(self._usage_lines(pos_parts, indent, width))
                    elif pos_parts:
                        lines = self._usage_lines([prog] + pos_parts, indent, width, prefix)
                    else:
                        lines = [prog]
                else:
                    indent = ' ' * len(prefix)
                    lines = self._usage_lines(opt_parts + pos_parts, indent, width)
                    if len(lines) > 1:
                        lines = self._usage_lines(opt_parts, indent, width) + self._usage_lines(pos_parts, indent, width)
                    lines = [prog] + lines
                usage = '\n'.join(lines)
        return f'{prefix}{usage}\n\n'

    def _usage_lines(self, parts, indent, width, prefix=None):
        lines, line = [], []
        length = (len(indent) if prefix is None else len(prefix)) - 1
        for part in parts:
            if length + 1 + len(part) > width and line:
                lines.append(indent + ' '.join(line))
                line, length = [], len(indent) - 1
            line.append(part)
            length += len(part) + 1
        if line:
            lines.append(indent + ' '.join(line))
        if prefix is not None:
            lines[0] = lines[0][len(indent):]
        return lines

    def _usage_parts(self, actions, groups):
        """One text for each argument; exclusive ones that stand together share brackets."""
        grouped, begins = set(), {}
        for group in groups:
            if not group._group_actions:
                raise ValueError(f'empty group {group}')
            if all(a.help is SUPPRESS for a in group._group_actions):
                continue
            try:
                start = min(actions.index(a) for a in group._group_actions)
            except ValueError:
                continue
            end = start + len(group._group_actions)
            if set(actions[start:end]) == set(group._group_actions):
                grouped.update(group._group_actions)
                begins[start, end] = group
        parts = []
        for action in actions:
            part = None
            if action.help is not SUPPRESS:
                if not action.option_strings:
                    part = self._format_args(action, self._get_default_metavar_for_positional(action))
                    if action in grouped and part[0] == '[' and part[-1] == ']':
                        part = part[1:-1]
                else:
                    if action.nargs == 0:
                        part = action.format_usage()
                    else:
                        args = self._format_args(action, self._get_default_metavar_for_optional(action))
                        part = f'{action.option_strings[0]} {args}'
                    if not action.required and action not in grouped:
                        part = f'[{part}]'
            parts.append(part)
        joined = set()
        for start, end in sorted(begins, reverse=True):
            group = begins[start, end]
            shown = [p for p in parts[start:end] if p is not None]
            if len(shown) > 1 or not group.required:
                left, right = ('(', ')') if group.required else ('[', ']')
            else:
                left = right = ''
            shown[0] = left + shown[0]
            shown[-1] += right
            # The bars stay with the words before them, so that lines break behind them.
            parts[start:end] = [s + ' |' if i < len(shown) - 1 else s for i, s in enumerate(shown)]
        return [p for p in parts if p is not None]

    def _format_text(self, text):
        if '%(prog)' in text:
            text = text % dict(prog=self._prog)
        width = max(self._width - self._current_indent, 11)
        return self._fill_text(text, width, ' ' * self._current_indent) + '\n\n'

    def _format_action(self, action):
        position = min(self._action_max_length + 2, self._max_help_position)
        help_width = max(self._width - position, 11)
        room = position - self._current_indent - 2
        header = self._format_action_invocation(action)
        indent = ' ' * self._current_indent
        if not action.help:
            parts = [f'{indent}{header}\n']
            first = 0
        elif len(header) <= room:
            parts = [f'{indent}{header:<{room}}  ']
            first = 0
        else:
            parts = [f'{indent}{header}\n']
            first = position
        if action.help and action.help.strip():
            lines = self._split_lines(self._expand_help(action), help_width)
            if lines:
                parts.append(' ' * first + lines[0] + '\n')
                parts.extend(' ' * position + line + '\n' for line in lines[1:])
        elif not parts[-1].endswith('\n'):
            parts.append('\n')
        for sub in self._subactions(action):
            self._indent()
            parts.append(self._format_action(sub))
            self._dedent()
        return self._join_parts(parts)

    def _format_action_invocation(self, action):
        if not action.option_strings:
            return ' '.join(self._metavar_formatter(action, self._get_default_metavar_for_positional(action))(1))
        names = ', '.join(action.option_strings)
        if action.nargs == 0:
            return names
        return f'{names} {self._format_args(action, self._get_default_metavar_for_optional(action))}'

    def _metavar_formatter(self, action, default_metavar):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = '{' + ','.join(map(str, action.choices)) + '}'
        else:
            result = default_metavar
        return lambda size: result if isinstance(result, tuple) else (result,) * size

    def _format_args(self, action, default_metavar):
        get = self._metavar_formatter(action, default_metavar)
        nargs = action.nargs
        if nargs is None:
            return '%s' % get(1)
        if nargs == OPTIONAL:
            return '[%s]' % get(1)
        if nargs == ZERO_OR_MORE:
            metavar = get(1)
            return '[%s [%s ...]]' % metavar if len(metavar) == 2 else '[%s ...]' % metavar
        if nargs == ONE_OR_MORE:
            return '%s [%s ...]' % get(2)
        if nargs == REMAINDER:
            return '...'
        if nargs == PARSER:
            return '%s ...' % get(1)
        if nargs == SUPPRESS:
            return ''
        try:
            formats = ['%s' for _ in range(nargs)]
        except TypeError:
            raise ValueError('invalid nargs value') from None
        return ' '.join(formats) % get(nargs)

    def _expand_help(self, action):
        params = {}
        for name, value in {**vars(action), 'prog': self._prog}.items():
            if value is not SUPPRESS:
                params[name] = value.__name__ if hasattr(value, '__name__') else value
        if params.get('choices') is not None:
            params['choices'] = ', '.join(map(str, params['choices']))
        return self._get_help_string(action) % params

    def _split_lines(self, text, width):
        from textwrap import wrap
        return wrap(_one_line(text), width)

    def _fill_text(self, text, width, indent):
        from textwrap import fill
        return fill(_one_line(text), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


class RawDescriptionHelpFormatter(HelpFormatter):
    """Help message formatter which retains any formatting in descriptions."""

    def _fill_text(self, text, width, indent):
        return ''.join(indent + line for line in text.splitlines(keepends=True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Help message formatter which retains formatting of all help text."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Help message formatter which adds default values to argument help."""

    def _get_help_string(self, action):
        help = action.help
        if help is None:
            help = ''
        if '%(default)' not in help and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                help += ' (default: %(default)s)'
        return help


class MetavarTypeHelpFormatter(HelpFormatter):
    """Help message formatter which uses the argument 'type' as the default metavar value."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    _get_default_metavar_for_positional = _get_default_metavar_for_optional
