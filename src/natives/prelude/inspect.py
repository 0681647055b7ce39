"""Looking at live objects: what kind of thing they are, their members, documentation and source.

Signatures are in `_inspect_signature`, loaded on first use."""
import sys
import types

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 64, 128, 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20
modulesbyfile = {}

_SIGNATURE_NAMES = ('Parameter', 'Signature', 'BoundArguments', 'signature', '_empty', '_ParameterKind', 'getfullargspec',
                    'FullArgSpec', 'formatannotation', 'formatannotationrelativeto', 'get_annotations', 'getargvalues',
                    'formatargvalues', 'ArgInfo', 'getcallargs', '_make_signature', '_make_parameter')
_SOURCE_NAMES = ('getsource', 'getsourcelines', 'findsource', 'getblock', 'getcomments', 'indentsize', 'BlockFinder',
                 'EndOfBlock', 'getframeinfo', 'getouterframes', 'getinnerframes', 'stack', 'trace', 'FrameInfo',
                 'Traceback', 'getlineno')


def __getattr__(name):
    if name == 'Attribute':
        found = globals()[name] = globals().get(name) or _attribute()
        return found
    if name in _SIGNATURE_NAMES:
        import _inspect_signature as module
    elif name in _SOURCE_NAMES:
        import _inspect_source as module
    else:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    found = globals()[name] = getattr(module, name)
    return found


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def isroutine(object):
    if isbuiltin(object) or isfunction(object) or ismethod(object) or isinstance(object, types.MethodWrapperType):
        return True
    from _functools import partial
    return ismethoddescriptor(object) and not isinstance(object, partial)


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, '__get__') and not hasattr(tp, '__set__') and not hasattr(tp, '__delete__')


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, '__set__') or hasattr(tp, '__delete__')


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isawaitable(object):
    if isinstance(object, types.CoroutineType):
        return True
    if isinstance(object, types.GeneratorType) and object.gi_code.co_flags & CO_ITERABLE_COROUTINE:
        return True
    from collections.abc import Awaitable
    return isinstance(object, Awaitable)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, types.FrameType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isabstract(object):
    return isclass(object) and bool(getattr(object, '__abstractmethods__', None)) and type(object) is not type


def _unwrap_partials(f):
    import functools
    while True:
        if ismethod(f):
            f = f.__func__
        elif isinstance(f, functools.partial):
            f = f.func
        elif isinstance(getattr(f, '__partialmethod__', None), functools.partialmethod):
            f = f.__partialmethod__.func
        else:
            return f


def _has_flag(f, flag):
    f = _unwrap_partials(f)
    return (isfunction(f) or _is_functionlike(f)) and bool(f.__code__.co_flags & flag)


def _is_functionlike(obj):
    """Whether an object has all that a function has, though it is of another class."""
    return (callable(obj) and not isclass(obj) and isinstance(getattr(obj, '__code__', None), types.CodeType)
            and isinstance(getattr(obj, '__name__', None), str)
            and isinstance(getattr(obj, '__defaults__', 0), (tuple, type(None)))
            and isinstance(getattr(obj, '__kwdefaults__', 0), (dict, type(None))))


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


_is_coroutine_mark = object()


def markcoroutinefunction(func):
    """Makes iscoroutinefunction() answer True for a function that returns a coroutine."""
    if hasattr(func, '__func__'):
        func = func.__func__
    func._is_coroutine_marker = _is_coroutine_mark
    return func


def iscoroutinefunction(obj):
    if _has_flag(obj, CO_COROUTINE):
        return True
    f = _unwrap_partials(obj)
    if isinstance(f, (types.BuiltinFunctionType, types.MethodDescriptorType)):
        # Some functions of asyncio are natives here.
        from asyncio import _is_coroutine_native
        return _is_coroutine_native(f)
    return getattr(f, '_is_coroutine_marker', None) is _is_coroutine_mark


def unwrap(func, *, stop=None):
    """Follows __wrapped__ to the end."""
    f = func
    memo = {id(f): f}
    limit = sys.getrecursionlimit()
    while not isinstance(func, type) and hasattr(func, '__wrapped__'):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in memo or len(memo) >= limit:
            raise ValueError(f'wrapper loop when unwrapping {f!r}')
        memo[id(func)] = func
    return func


def getmro(cls):
    return cls.__mro__


def _members(object, predicate, getter):
    results = []
    seen = set()
    names = dir(object)
    if isclass(object):
        # Attributes that only the class answers for, by way of its metaclass.
        for base in object.__bases__:
            for k, v in base.__dict__.items():
                if isinstance(v, types.DynamicClassAttribute):
                    names.append(k)
    for key in names:
        try:
            value = getter(object, key)
            if key in seen:
                raise AttributeError
        except AttributeError:
            for base in getmro(object) if isclass(object) else ():
                if key in base.__dict__:
                    value = base.__dict__[key]
                    break
            else:
                continue
        if not predicate or predicate(value):
            results.append((key, value))
        seen.add(key)
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers(object, predicate=None):
    """All members as (name, value), sorted by name."""
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    return _members(object, predicate, getattr_static)


_sentinel = object()


def _in_dict(obj, attr):
    try:
        values = object.__getattribute__(obj, '__dict__')
    except AttributeError:
        return _sentinel
    return dict.get(values, attr, _sentinel) if isinstance(values, dict) else _sentinel


def _in_mro(cls, attr):
    for base in type.__dict__['__mro__'].__get__(cls):
        found = type.__dict__['__dict__'].__get__(base).get(attr, _sentinel)
        if found is not _sentinel:
            return found
    return _sentinel


def getattr_static(obj, attr, default=_sentinel):
    """What is stored under a name, without running descriptors, __getattr__ or __getattribute__."""
    instance = _sentinel
    if isinstance(obj, type):
        klass = obj
    else:
        klass = type(obj)
        instance = _in_dict(obj, attr)
    found = _in_mro(klass, attr)
    if instance is not _sentinel and found is not _sentinel:
        if _in_mro(type(found), '__get__') is not _sentinel and (
                _in_mro(type(found), '__set__') is not _sentinel or _in_mro(type(found), '__delete__') is not _sentinel):
            return found
    if instance is not _sentinel:
        return instance
    if found is not _sentinel:
        return found
    if obj is klass:
        found = _in_mro(type(klass), attr)
        if found is not _sentinel:
            return found
    if default is not _sentinel:
        return default
    raise AttributeError(attr)


def _attribute():
    from collections import namedtuple
    return namedtuple('Attribute', 'name kind defining_class object', module='inspect')


def classify_class_attrs(cls):
    """(name, kind, class that defines it, object) for each attribute of a class."""
    Attribute = __getattr__('Attribute')
    mro = getmro(cls)
    names = dict.fromkeys(dir(cls))
    result = []
    for name in names:
        home = obj = None
        for base in mro + getmro(type(cls)):
            if name in base.__dict__:
                home, obj = base, base.__dict__[name]
                break
        if home is None:
            continue
        if isinstance(obj, (staticmethod, types.BuiltinMethodType)):
            kind = 'static method'
        elif isinstance(obj, (classmethod, types.ClassMethodDescriptorType)):
            kind = 'class method'
        elif isinstance(obj, property):
            kind = 'property'
        elif isroutine(obj):
            kind = 'method'
        else:
            kind = 'data'
        result.append(Attribute(name, kind, home, obj))
    return result


def cleandoc(doc):
    """Takes uniform indentation and empty lines at the ends out of a docstring."""
    lines = doc.expandtabs().split('\n')
    margin = min((len(line) - len(line.lstrip(' ')) for line in lines[1:] if line.lstrip(' ')), default=None)
    lines[0] = lines[0].lstrip(' ')
    if margin is not None:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return '\n'.join(lines)


def _inherited_doc(obj):
    """The docstring of what a class, method or property overrides."""
    if isclass(obj):
        for base in obj.__mro__:
            if base is not object and base.__doc__ is not None:
                return base.__doc__
        return None
    if ismethod(obj):
        name, cls = obj.__func__.__name__, obj.__self__
        if not isclass(cls):
            cls = cls.__class__
    elif isfunction(obj):
        name = obj.__name__
        cls = _class_of(obj)
    elif ismemberdescriptor(obj):
        slots = getattr(obj.__objclass__, '__slots__', None)
        return slots.get(obj.__name__) if isinstance(slots, dict) else None
    elif isinstance(obj, property):
        name = getattr(obj, '__name__', None) or obj.fget.__name__
        cls = _class_of(obj.fget)
    else:
        return None
    if cls is None:
        return None
    for base in cls.__mro__:
        found = base.__dict__.get(name)
        doc = getattr(found, '__doc__', None)
        if doc is not None:
            return doc
    return None


def _class_of(func):
    cls = sys.modules.get(func.__module__)
    if cls is None:
        return None
    for name in func.__qualname__.split('.')[:-1]:
        cls = getattr(cls, name, None)
    return cls if isclass(cls) else None


def getdoc(object):
    """The documentation of an object, indentation taken away."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        try:
            doc = _inherited_doc(object)
        except (AttributeError, TypeError):
            return None
    return cleandoc(doc) if isinstance(doc, str) else None


def getfile(object):
    """The file that an object was made from."""
    if ismodule(object):
        if getattr(object, '__file__', None):
            return object.__file__
        raise TypeError(f'{object!r} is a built-in module')
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, '__file__', None):
            return module.__file__
        if object.__module__ == '__main__':
            raise OSError('source code not available')
        raise TypeError(f'{object!r} is a built-in class')
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    raise TypeError('module, class, method, function, traceback, frame, or code object was expected, got '
                    f'{type(object).__name__}')


def getmodulename(path):
    name = path.rpartition('/')[2]
    return name[:-3] if name.endswith('.py') else None


def getsourcefile(object):
    """The file with the source of an object, or None."""
    import linecache
    filename = getfile(object)
    import os
    if os.path.exists(filename):
        return filename
    module = getmodule(object, filename)
    if getattr(module, '__loader__', None) is not None or filename in linecache.cache:
        return filename
    return None


def getabsfile(object, _filename=None):
    import os
    if _filename is None:
        _filename = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


def getmodule(object, _filename=None):
    """The module that an object belongs to, or None."""
    if ismodule(object):
        return object
    if hasattr(object, '__module__'):
        return sys.modules.get(object.__module__)
    try:
        file = getfile(object)
    except (TypeError, FileNotFoundError):
        return None
    for module in list(sys.modules.values()):
        if ismodule(module) and getattr(module, '__file__', None) == file:
            return module
    return None


def currentframe():
    """The frame of the caller, or None."""
    return sys._getframe(1) if hasattr(sys, '_getframe') else None


def getclosurevars(func):
    """What a function's free names mean now: (nonlocals, globals, builtins, unbound)."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f'{func!r} is not a Python function')
    from collections import namedtuple
    code = func.__code__
    nonlocals = {} if func.__closure__ is None else \
        {v: c.cell_contents for v, c in zip(code.co_freevars, func.__closure__)}
    ns = func.__globals__
    builtins = ns.get('__builtins__', sys.modules['builtins'])
    if ismodule(builtins):
        builtins = builtins.__dict__
    global_vars, builtin_vars, unbound = {}, {}, set()
    for name in code.co_names:
        if name in ns:
            global_vars[name] = ns[name]
        elif name in builtins:
            builtin_vars[name] = builtins[name]
        else:
            unbound.add(name)
    return namedtuple('ClosureVars', 'nonlocals globals builtins unbound', module='inspect')(
        nonlocals, global_vars, builtin_vars, unbound)


GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = 'GEN_CREATED', 'GEN_RUNNING', 'GEN_SUSPENDED', 'GEN_CLOSED'
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = 'CORO_CREATED', 'CORO_RUNNING', 'CORO_SUSPENDED', 'CORO_CLOSED'
AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, AGEN_CLOSED = 'AGEN_CREATED', 'AGEN_RUNNING', 'AGEN_SUSPENDED', 'AGEN_CLOSED'


def _state(obj, prefix, names):
    if getattr(obj, names + '_running'):
        return prefix + '_RUNNING'
    if getattr(obj, names + '_suspended'):
        return prefix + '_SUSPENDED'
    return prefix + ('_CLOSED' if getattr(obj, names + '_frame') is None else '_CREATED')


def getgeneratorstate(generator):
    return _state(generator, 'GEN', 'gi')


def getcoroutinestate(coroutine):
    return _state(coroutine, 'CORO', 'cr')


def getasyncgenstate(agen):
    return _state(agen, 'AGEN', 'ag')


def _locals_of(obj, what, names, good):
    if not good(obj):
        raise TypeError(f'{obj!r} is not a Python {what}')
    frame = getattr(obj, names + '_frame', None)
    return {} if frame is None else frame.f_locals


def getgeneratorlocals(generator):
    return _locals_of(generator, 'generator', 'gi', isgenerator)


def getcoroutinelocals(coroutine):
    frame = getattr(coroutine, 'cr_frame', None)
    return {} if frame is None else frame.f_locals


def getasyncgenlocals(agen):
    return _locals_of(agen, 'async generator', 'ag', isasyncgen)


def getargs(co):
    """The parameters of a code object: (args, varargs, varkw)."""
    if not iscode(co):
        raise TypeError(f'{co!r} is not a code object')
    from collections import namedtuple
    names, n, kw = co.co_varnames, co.co_argcount, co.co_kwonlyargcount
    args, at = list(names[:n + kw]), n + kw
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs = names[at]
        at += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[at]
    return namedtuple('Arguments', 'args, varargs, varkw', module='inspect')(args, varargs, varkw)


class BufferFlags:
    """The flags of the buffer protocol."""
    SIMPLE, WRITABLE, FORMAT, ND = 0, 1, 4, 8


def walktree(classes, children, parent):
    results = []
    classes.sort(key=lambda c: (c.__module__, c.__name__))
    for c in classes:
        results.append((c, c.__bases__))
        if c in children:
            results.append(walktree(children[c], children, c))
    return results


def getclasstree(classes, unique=False):
    """Classes as nested lists by inheritance."""
    children, roots = {}, []
    for c in classes:
        if c.__bases__:
            for parent in c.__bases__:
                kids = children.setdefault(parent, [])
                if c not in kids:
                    kids.append(c)
                if unique and parent in classes:
                    break
        elif c not in roots:
            roots.append(c)
    for parent in children:
        if parent not in classes:
            roots.append(parent)
    return walktree(roots, children, None)


__all__ = [n for n in globals() if n[0] != '_' and n not in ('sys', 'types')]
__all__ += [n for n in _SIGNATURE_NAMES + _SOURCE_NAMES if n[0] != '_'] + ['Attribute']
