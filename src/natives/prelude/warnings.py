"""Warnings: messages about doubtful things, shown once, always, never, or raised, as the filters say.

This module is the one place where filters live: natives that warn import it and call `warn_explicit`."""
import sys

__all__ = ['warn', 'warn_explicit', 'showwarning', 'formatwarning', 'filterwarnings', 'simplefilter', 'resetwarnings',
           'catch_warnings', 'deprecated']

# (action, pattern of the message, category, pattern of the module, line number), the first that fits decides.
filters = [('default', None, DeprecationWarning, '__main__', 0), ('ignore', None, DeprecationWarning, None, 0),
           ('ignore', None, PendingDeprecationWarning, None, 0), ('ignore', None, ImportWarning, None, 0),
           ('ignore', None, ResourceWarning, None, 0)]
defaultaction = _defaultaction = 'default'
onceregistry = {}
# Registries of modules are out of date once the filters change.
_filters_version = 1
_ACTIONS = ('error', 'ignore', 'always', 'default', 'module', 'once')


class WarningMessage(object):
    """What showwarning is told."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f'{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, '
                f'lineno : {self.lineno}, line : {self.line!r}}}')


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning."""
    return _formatwarnmsg_impl(WarningMessage(message, category, filename, lineno, None, line))


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Writes a warning to a file, standard error by default."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


_showwarning_orig, _formatwarning_orig = showwarning, formatwarning


def _showwarnmsg_impl(msg):
    file = msg.file
    if file is None:
        file = sys.stderr
        if file is None:
            return
    try:
        file.write(_formatwarnmsg(msg))
    except OSError:
        pass


def _formatwarnmsg_impl(msg):
    text = f'{msg.filename}:{msg.lineno}: {msg.category.__name__}: {msg.message}\n'
    line = msg.line
    if line is None:
        try:
            import linecache
            line = linecache.getline(msg.filename, msg.lineno)
        except Exception:
            line = None
    if line:
        text += f'  {line.strip()}\n'
    if msg.source is not None:
        text += _allocation(msg)
    return text


def _allocation(msg):
    if isinstance(msg.source, str):
        # The interpreter itself knows where the object was made.
        return f'{msg.category.__name__}: {msg.source}\n'
    try:
        import tracemalloc
    except ImportError:
        return ''
    tb = tracemalloc.get_object_traceback(msg.source) if tracemalloc.is_tracing() else None
    if tb is None:
        return '' if tracemalloc.is_tracing() else \
            f'{msg.category.__name__}: Enable tracemalloc to get the object allocation traceback\n'
    return 'Object allocated at (most recent call last):\n' + ''.join(
        f'  File "{f.filename}", lineno {f.lineno}\n' for f in tb)


def _showwarnmsg(msg):
    """Shows a warning the way the program may have put in place of ours."""
    show = showwarning
    if show is not _showwarning_orig:
        if not callable(show):
            raise TypeError('warnings.showwarning() must be set to a function or method')
        show(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
        return
    _showwarnmsg_impl(msg)


def _formatwarnmsg(msg):
    form = formatwarning
    if form is not _formatwarning_orig:
        return form(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    return _formatwarnmsg_impl(msg)


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    """Puts an entry at the front of the filters (or at the end): message and module are regular expressions."""
    if action not in _ACTIONS:
        raise ValueError(f'invalid action: {action!r}')
    if not isinstance(message, str):
        raise TypeError('message must be a string')
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError('category must be a Warning subclass')
    if not isinstance(module, str):
        raise TypeError('module must be a string')
    _check_lineno(lineno)
    if message or module:
        import re
        message = re.compile(message, re.I) if message else None
        module = re.compile(module) if module else None
    _add_filter(action, message or None, category, module or None, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """An entry for all messages and modules."""
    if action not in _ACTIONS:
        raise ValueError(f'invalid action: {action!r}')
    _check_lineno(lineno)
    _add_filter(action, None, category, None, lineno, append=append)


def _check_lineno(lineno):
    if not isinstance(lineno, int):
        raise TypeError('lineno must be an int')
    if lineno < 0:
        raise ValueError('lineno must be an int >= 0')


def _add_filter(*item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    """Empties the filters: everything is shown by the default action."""
    filters[:] = []
    _filters_mutated()


def _filters_mutated():
    global _filters_version
    _filters_version += 1


class _OptionError(Exception):
    pass


def _processoptions(args):
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as msg:
            print('Invalid -W option ignored:', msg, file=sys.stderr)


def _setoption(arg):
    """An option of the command line: action:message:category:module:line."""
    parts = arg.split(':')
    if len(parts) > 5:
        raise _OptionError(f'too many fields (max 5): {arg!r}')
    action, message, category, module, lineno = (s.strip() for s in parts + [''] * (5 - len(parts)))
    action = _getaction(action)
    category = _getcategory(category)
    if lineno:
        try:
            lineno = int(lineno)
            if lineno < 0:
                raise ValueError
        except (ValueError, OverflowError):
            raise _OptionError(f'invalid lineno {lineno!r}') from None
    _add_filter(action, _Beginning(message) if message else None, category, module or None, lineno or 0, append=False)


class _Beginning:
    """Fits the texts that begin with this one, in whatever case: what a message in an option means."""

    def __init__(self, text):
        self.pattern = text

    def match(self, text):
        return True if text.lower().startswith(self.pattern.lower()) else None

    def __eq__(self, other):
        return isinstance(other, _Beginning) and self.pattern == other.pattern

    def __repr__(self):
        return f'<text that begins with {self.pattern!r}>'


def _getaction(action):
    if not action:
        return 'default'
    if action == 'all':
        return 'always'
    for a in ('default', 'always', 'ignore', 'module', 'once', 'error'):
        if a.startswith(action):
            return a
    raise _OptionError(f'invalid action: {action!r}')


def _getcategory(category):
    if not category:
        return Warning
    module, _, name = category.rpartition('.')
    if not module:
        module = 'builtins'
    try:
        m = __import__(module, None, None, [name])
    except ImportError:
        raise _OptionError(f'invalid module name: {module!r}') from None
    try:
        cat = getattr(m, name)
    except AttributeError:
        raise _OptionError(f'unknown warning category: {category!r}') from None
    if not issubclass(cat, Warning):
        raise _OptionError(f'invalid warning category: {category!r}')
    return cat


def _is_internal_frame(frame):
    filename = frame.f_code.co_filename
    return 'importlib' in filename and '_bootstrap' in filename


def _next_external_frame(frame, prefixes):
    frame = frame.f_back
    while frame is not None and (_is_internal_frame(frame) or prefixes and frame.f_code.co_filename.startswith(prefixes)):
        frame = frame.f_back
    return frame


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issues a warning, or maybe ignores it or raises an exception."""
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError(f'warn() argument \'skip_file_prefixes\' must be tuple, not {type(skip_file_prefixes).__name__}')
    if skip_file_prefixes:
        stacklevel = max(2, stacklevel)
    try:
        frame = sys._getframe(1)
    except ValueError:
        # A finaliser at the very end: no script runs.
        frame = None
    if stacklevel > 1 and not skip_file_prefixes and frame is not None and _is_internal_frame(frame):
        for _ in range(1, stacklevel):
            frame = frame and frame.f_back
    else:
        for _ in range(1, stacklevel):
            frame = frame and _next_external_frame(frame, skip_file_prefixes)
    if frame is None:
        globals, filename, lineno = sys.__dict__, '<sys>', 0
    else:
        globals, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    module = globals.get('__name__') or '<string>'
    registry = globals.setdefault('__warningregistry__', {})
    warn_explicit(message, category, filename, lineno, module, registry, globals, source)


def _fits(pattern, text):
    """A filter's text: None fits all, a plain string itself, a pattern what it matches."""
    return pattern is None or (text == pattern if isinstance(pattern, str) else pattern.match(text) is not None)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    lineno = int(lineno)
    if module is None:
        module = filename or '<unknown>'
        if module[-3:].lower() == '.py':
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get('version', 0) != _filters_version:
        registry.clear()
        registry['version'] = _filters_version
    if isinstance(message, Warning):
        text, category = str(message), message.__class__
    else:
        text = message
        message = category(message)
    key = text, category, lineno
    if registry.get(key):
        return
    for item in filters:
        action, msg, cat, mod, line = item
        if issubclass(category, cat) and (line == 0 or lineno == line) and _fits(msg, text) and _fits(mod, module):
            break
    else:
        action = defaultaction
    if action == 'ignore':
        return
    if action == 'error':
        raise message
    if action == 'once':
        registry[key] = 1
        oncekey = text, category
        if onceregistry.get(oncekey):
            return
        onceregistry[oncekey] = 1
    elif action == 'module':
        registry[key] = 1
        altkey = text, category, 0
        if registry.get(altkey):
            return
        registry[altkey] = 1
    elif action == 'default':
        registry[key] = 1
    elif action not in ('always', 'all'):
        raise RuntimeError(f'Unrecognized action ({action!r}) in warnings.filters:\n {item}')
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


class catch_warnings(object):
    """Puts filters and showwarning back at the end of the block; with record=True collects warnings in a list."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules['warnings'] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append('record=True')
        if self._module is not sys.modules['warnings']:
            args.append(f'module={self._module!r}')
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f'Cannot enter {self!r} twice')
        self._entered = True
        module = self._module
        self._filters = module.filters
        module.filters = self._filters[:]
        module._filters_mutated()
        self._showwarning, self._impl = module.showwarning, module._showwarnmsg_impl
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            module.showwarning = module._showwarning_orig
            return log
        return None

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f'Cannot exit {self!r} without entering first')
        module = self._module
        module.filters = self._filters
        module._filters_mutated()
        module.showwarning, module._showwarnmsg_impl = self._showwarning, self._impl


class deprecated:
    """Marks a class or function as deprecated: its use warns."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message, self.category, self.stacklevel = message, category, stacklevel

    def __call__(self, arg, /):
        msg, category, level = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = msg
            return arg
        if isinstance(arg, type):
            return _deprecate_class(arg, msg, category, level + 1)
        if callable(arg):
            import functools
            from inspect import iscoroutinefunction, markcoroutinefunction

            @functools.wraps(arg)
            def wrapper(*args, **kwargs):
                warn(msg, category=category, stacklevel=level + 1)
                return arg(*args, **kwargs)
            if iscoroutinefunction(arg):
                wrapper = markcoroutinefunction(wrapper)
            arg.__deprecated__ = wrapper.__deprecated__ = msg
            return wrapper
        raise TypeError('@deprecated decorator with non-None category must be applied to a class or callable, '
                        f'not {arg!r}')


def _deprecate_class(cls, msg, category, level):
    import functools
    original_new = cls.__new__

    @functools.wraps(original_new)
    def __new__(c, /, *args, **kwargs):
        if c is cls:
            warn(msg, category=category, stacklevel=level)
        if original_new is not object.__new__:
            return original_new(c, *args, **kwargs)
        if c.__init__ is object.__init__ and (args or kwargs):
            raise TypeError(f'{c.__name__}() takes no arguments')
        return original_new(c)

    cls.__new__ = staticmethod(__new__)
    original = cls.__init_subclass__
    method = hasattr(original, '__func__')
    inner = original.__func__ if method else original

    @functools.wraps(inner)
    def __init_subclass__(*args, **kwargs):
        warn(msg, category=category, stacklevel=level)
        return inner(*args, **kwargs)

    cls.__init_subclass__ = classmethod(__init_subclass__) if method else __init_subclass__
    cls.__deprecated__ = __new__.__deprecated__ = __init_subclass__.__deprecated__ = msg
    return cls


def _deprecated(name, message='{name!r} is deprecated and slated for removal in Python {remove}', *, remove,
                _version=sys.version_info):
    """Warns of a part of the library that will go, and raises once it should have gone."""
    shown = f'{remove[0]}.{remove[1]}'
    if _version[:2] > remove or _version[:2] == remove and _version[3] != 'alpha':
        raise RuntimeError(f"{name!r} was slated for removal after Python {remove[0]}.{remove[1] - 1} alpha")
    warn(message.format(name=name, remove=shown), DeprecationWarning, stacklevel=3)


def _warn_unawaited_coroutine(coro):
    """What a coroutine says that is dropped before it ran."""
    lines = [f"coroutine '{coro.__qualname__}' was never awaited\n"]
    if coro.cr_origin is not None:
        import linecache
        lines.append('Coroutine created at (most recent call last)\n')
        for filename, lineno, funcname in reversed(coro.cr_origin):
            lines.append(f'  File "{filename}", line {lineno}, in {funcname}\n')
            line = linecache.getline(filename, lineno)
            if line:
                lines.append(f'    {line.strip()}\n')
    warn(''.join(lines).rstrip('\n'), category=RuntimeWarning, stacklevel=2, source=coro)


_processoptions(sys.warnoptions)
