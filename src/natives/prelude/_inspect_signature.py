"""Signatures of callables: parameters as data, shown as they are written, and bound to arguments."""
import sys
import types
from _collections import OrderedDict
from inspect import _is_functionlike, getmro, isclass, iscode, isfunction, ismethod, ismodule, unwrap, CO_VARARGS, CO_VARKEYWORDS

# This is the second half of inspect, as reprs say.
__name__ = 'inspect'
_MappingProxy = type(type.__dict__)


class _void:
    """A marker for what was not given."""


class _empty:
    """Marker object for Signature.empty and Parameter.empty."""


class _ParameterKind(int):
    """The five kinds, in the order in which they may stand."""
    _known = []

    def __new__(cls, value):
        return cls._known[value]

    def __repr__(self):
        return f'<_ParameterKind.{self.name}: {int(self)}>'

    def __str__(self):
        return self.name

    def __reduce__(self):
        return _ParameterKind, (int(self),)

    @property
    def value(self):
        return int(self)


for _value, (_name, _words) in enumerate((('POSITIONAL_ONLY', 'positional-only'), ('POSITIONAL_OR_KEYWORD', 'positional or keyword'),
                                          ('VAR_POSITIONAL', 'variadic positional'), ('KEYWORD_ONLY', 'keyword-only'),
                                          ('VAR_KEYWORD', 'variadic keyword'))):
    _kind = int.__new__(_ParameterKind, _value)
    _kind.name, _kind.description = _name, _words
    _ParameterKind._known.append(_kind)
    setattr(_ParameterKind, _name, _kind)
_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = _ParameterKind._known


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    if not quote_annotation_strings and isinstance(annotation, str):
        return annotation
    if getattr(annotation, '__module__', None) == 'typing':
        return repr(annotation).replace('typing.', '')
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return annotation.__module__ + '.' + annotation.__qualname__
    return repr(annotation)


def formatannotationrelativeto(object):
    module = getattr(object, '__module__', None)
    return lambda annotation: formatannotation(annotation, module)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of an object as a new dict, strings evaluated if asked."""
    if isinstance(obj, type):
        ann = getattr(obj, '__annotations__', None)
        if not isinstance(ann, (dict, type(None))):
            ann = None
        obj_globals = getattr(sys.modules.get(obj.__module__), '__dict__', None)
        obj_locals, inner = dict(vars(obj)), obj
    elif ismodule(obj):
        ann, obj_globals, obj_locals, inner = getattr(obj, '__annotations__', None), obj.__dict__, None, None
    elif callable(obj):
        ann, obj_globals, obj_locals, inner = getattr(obj, '__annotations__', None), getattr(obj, '__globals__', None), None, obj
    else:
        raise TypeError(f'{obj!r} is not a module, class, or callable.')
    if ann is None:
        return {}
    if not isinstance(ann, dict):
        raise ValueError(f'{obj!r}.__annotations__ is neither a dict nor None')
    if not ann or not eval_str:
        return dict(ann)
    import functools
    while inner is not None:
        if hasattr(inner, '__wrapped__'):
            inner = inner.__wrapped__
        elif isinstance(inner, functools.partial):
            inner = inner.func
        else:
            break
    if inner is not None and hasattr(inner, '__globals__'):
        obj_globals = inner.__globals__
    globals = obj_globals if globals is None else globals
    locals = obj_locals or {} if locals is None else locals
    params = getattr(obj, '__type_params__', ())
    if params:
        locals = {**{p.__name__: p for p in params}, **locals}
    return {k: eval(v, globals, locals) if isinstance(v, str) else v for k, v in ann.items()}


class Parameter:
    """Represents a parameter in a function signature."""
    __slots__ = '_name', '_kind', '_default', '_annotation'
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL = _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL
    KEYWORD_ONLY, VAR_KEYWORD = _KEYWORD_ONLY, _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except (IndexError, TypeError):
            raise ValueError(f'value {kind!r} is not a valid Parameter.kind')
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f'{self._kind.description} parameters cannot have default values')
        if name is _empty:
            raise ValueError('name is a required attribute for Parameter')
        if not isinstance(name, str):
            raise TypeError(f'name must be a str, not a {type(name).__name__}')
        if name[:1] == '.' and name[1:].isdigit():
            # The one argument of a generator expression.
            if self._kind != _POSITIONAL_OR_KEYWORD:
                raise ValueError(f'implicit arguments must be passed as positional or keyword arguments, not {self._kind.description}')
            self._kind, name = _POSITIONAL_ONLY, f'implicit{name[1:]}'
        from keyword import iskeyword
        if iskeyword(name) and self._kind is not _POSITIONAL_ONLY or not name.isidentifier():
            raise ValueError(f'{name!r} is not a valid parameter name')
        self._name, self._default, self._annotation = name, default, annotation

    name = property(lambda self: self._name)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)
    kind = property(lambda self: self._kind)

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        return type(self)(self._name if name is _void else name, self._kind if kind is _void else kind,
                          default=self._default if default is _void else default,
                          annotation=self._annotation if annotation is _void else annotation)

    __replace__ = replace

    def __reduce__(self):
        return _make_parameter, (type(self), self._name, self._kind, self._default, self._annotation)

    def __str__(self):
        return self._format()

    def _format(self, *, quote_annotation_strings=True):
        text = self._name
        if self._annotation is not _empty:
            shown = formatannotation(self._annotation, quote_annotation_strings=quote_annotation_strings)
            text = f'{text}: {shown}'
        if self._default is not _empty:
            text += (' = ' if self._annotation is not _empty else '=') + repr(self._default)
        if self._kind is _VAR_POSITIONAL:
            text = '*' + text
        elif self._kind is _VAR_KEYWORD:
            text = '**' + text
        return text

    def __repr__(self):
        return f'<{self.__class__.__name__} "{self}">'

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind and self._default == other._default
                and self._annotation == other._annotation)


def _make_parameter(cls, name, kind, default, annotation):
    return cls(name, kind, default=default, annotation=annotation)


class BoundArguments:
    """What Signature.bind answers: the parameters with their arguments."""
    __slots__ = 'arguments', '_signature', '__weakref__'

    def __init__(self, signature, arguments):
        self.arguments, self._signature = arguments, signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        args = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            arg = self.arguments[name]
            if param.kind == _VAR_POSITIONAL:
                args.extend(arg)
            else:
                args.append(arg)
        return tuple(args)

    @property
    def kwargs(self):
        kwargs, started = {}, False
        for name, param in self._signature.parameters.items():
            if not started:
                if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    started = True
                elif name not in self.arguments:
                    started = True
                    continue
            if not started or name not in self.arguments:
                continue
            if param.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        arguments, new = self.arguments, []
        for name, param in self._signature.parameters.items():
            if name in arguments:
                value = arguments[name]
            elif param.default is not _empty:
                value = param.default
            elif param.kind is _VAR_POSITIONAL:
                value = ()
            elif param.kind is _VAR_KEYWORD:
                value = {}
            else:
                continue
            new.append((name, value))
        self.arguments = dict(new)

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<{self.__class__.__name__} ({', '.join(f'{a}={v!r}' for a, v in self.arguments.items())})>"


class Signature:
    """The parameters and the result of a callable."""
    __slots__ = '_return_annotation', '_parameters'
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        params = OrderedDict()
        if parameters is not None:
            if __validate_parameters__:
                top, defaults = _POSITIONAL_ONLY, False
                for param in parameters:
                    kind, name = param.kind, param.name
                    if kind < top:
                        raise ValueError(f'wrong parameter order: {top.description} parameter before {kind.description} parameter')
                    top = kind
                    if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                        if param.default is not _empty:
                            defaults = True
                        elif defaults:
                            raise ValueError('non-default argument follows default argument')
                    if name in params:
                        raise ValueError(f'duplicate parameter name: {name!r}')
                    params[name] = param
            else:
                params = OrderedDict((p.name, p) for p in parameters)
        self._parameters = _MappingProxy(params)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _signature_of(obj, cls, follow_wrapped, globals, locals, eval_str)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_void, return_annotation=_void):
        return type(self)(self.parameters.values() if parameters is _void else parameters,
                          return_annotation=self._return_annotation if return_annotation is _void else return_annotation)

    __replace__ = replace

    def _comparable(self):
        named = {p.name: p for p in self.parameters.values() if p.kind is _KEYWORD_ONLY}
        return tuple(p for p in self.parameters.values() if p.kind is not _KEYWORD_ONLY), named, self._return_annotation

    def __hash__(self):
        params, named, result = self._comparable()
        return hash((params, frozenset(named.values()), result))

    def __eq__(self, other):
        if self is other:
            return True
        return self._comparable() == other._comparable() if isinstance(other, Signature) else NotImplemented

    def _bind(self, args, kwargs, partial=False):
        """The one place that decides which argument goes to which parameter."""
        arguments = {}
        parameters = list(self.parameters.values())
        positional = list(args)
        only_positional_given = []
        i, after_rest = 0, False
        while i < len(parameters):
            param = parameters[i]
            kind = param.kind
            if kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                if positional:
                    raise TypeError('too many positional arguments') from None
                break
            if kind == _VAR_POSITIONAL:
                if positional:
                    arguments[param.name] = tuple(positional)
                    positional = []
                i, after_rest = i + 1, True
                continue
            if not positional:
                break
            if param.name in kwargs and kind != _POSITIONAL_ONLY:
                raise TypeError(f'multiple values for argument {param.name!r}') from None
            arguments[param.name] = positional.pop(0)
            i += 1
        if positional:
            raise TypeError('too many positional arguments') from None
        kwargs = dict(kwargs)
        takes_rest = None
        for param in parameters[i:]:
            kind, name = param.kind, param.name
            if kind == _VAR_KEYWORD:
                takes_rest = param
            elif kind == _VAR_POSITIONAL:
                continue
            elif kind == _POSITIONAL_ONLY:
                if name in kwargs and not any(p.kind == _VAR_KEYWORD for p in parameters):
                    if param.default is _empty:
                        raise TypeError(f'{name!r} parameter is positional only, but was passed as a keyword')
                    only_positional_given.append(name)
                elif param.default is _empty and not partial:
                    raise TypeError(f'missing a required argument: {name!r}')
            elif name in kwargs:
                arguments[name] = kwargs.pop(name)
            elif param.default is _empty and not partial:
                what = 'keyword-only ' if kind == _KEYWORD_ONLY and param is parameters[i] and not after_rest else ''
                raise TypeError(f'missing a required {what}argument: {name!r}') from None
        if kwargs:
            if takes_rest is not None:
                arguments[takes_rest.name] = kwargs
            elif only_positional_given:
                raise TypeError('got some positional-only arguments passed as keyword arguments: '
                                f"{', '.join(only_positional_given)!r}")
            else:
                raise TypeError(f'got an unexpected keyword argument {next(iter(kwargs))!r}')
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        """Like a call: TypeError where the arguments do not fit."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """Like functools.partial: arguments may be missing."""
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        return _make_signature, (type(self), tuple(self._parameters.values()), self._return_annotation)

    def __repr__(self):
        return f'<{self.__class__.__name__} {self}>'

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None, quote_annotation_strings=True):
        """The signature as text; one parameter a line where it is wider than asked."""
        result = []
        pos_only, keyword_marker = False, True
        for param in self.parameters.values():
            shown = param._format(quote_annotation_strings=quote_annotation_strings)
            kind = param.kind
            if kind == _POSITIONAL_ONLY:
                pos_only = True
            elif pos_only:
                result.append('/')
                pos_only = False
            if kind == _VAR_POSITIONAL:
                keyword_marker = False
            elif kind == _KEYWORD_ONLY and keyword_marker:
                result.append('*')
                keyword_marker = False
            result.append(shown)
        if pos_only:
            result.append('/')
        text = f"({', '.join(result)})"
        if max_width is not None and len(text) > max_width:
            text = '(\n    ' + ',\n    '.join(result) + '\n)'
        if self._return_annotation is not _empty:
            text += ' -> ' + formatannotation(self._return_annotation, quote_annotation_strings=quote_annotation_strings)
        return text


def _make_signature(cls, parameters, return_annotation):
    return cls(parameters, return_annotation=return_annotation)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """Get a signature object for the passed callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals, eval_str=eval_str)


def _from_function(func, cls, globals, locals, eval_str):
    code = func.__code__
    names = code.co_varnames
    npos, npos_only, nkw = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
    ann = get_annotations(func, globals=globals, locals=locals, eval_str=eval_str)
    defaults, kwdefaults = func.__defaults__ or (), func.__kwdefaults__ or {}
    params = []

    def add(name, kind, default=_empty):
        params.append(Parameter(name, kind, default=default, annotation=ann.get(name, _empty)))

    first_default = npos - len(defaults)
    for i, name in enumerate(names[:npos]):
        add(name, _POSITIONAL_ONLY if i < npos_only else _POSITIONAL_OR_KEYWORD,
            defaults[i - first_default] if i >= first_default else _empty)
    at = npos + nkw
    if code.co_flags & CO_VARARGS:
        add(names[at], _VAR_POSITIONAL)
        at += 1
    for name in names[npos:npos + nkw]:
        add(name, _KEYWORD_ONLY, kwdefaults.get(name, _empty))
    if code.co_flags & CO_VARKEYWORDS:
        add(names[at], _VAR_KEYWORD)
    return cls(params, return_annotation=ann.get('return', _empty), __validate_parameters__=False)


def _without_first(sig):
    params = tuple(sig.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError('invalid method signature')
    if params[0].kind is _VAR_POSITIONAL:
        return sig
    return sig.replace(parameters=params[1:])


def _of_partial(wrapped, partial, extra_args=()):
    """What is left of a signature when some arguments are given already."""
    args, keywords = (*extra_args, *partial.args), partial.keywords or {}
    try:
        bound = wrapped.bind_partial(*args, **keywords)
    except TypeError as ex:
        raise ValueError(f'partial object {partial!r} has incorrect arguments') from ex
    params, keyword_from_here = [], False
    for name, param in wrapped.parameters.items():
        if name in bound.arguments:
            value = bound.arguments[name]
            if param.kind is _POSITIONAL_ONLY:
                continue
            if param.kind is _POSITIONAL_OR_KEYWORD:
                if name not in keywords:
                    continue
                # Given by name: it can still be changed, by name only, and so all that follow.
                keyword_from_here = True
                params.append(param.replace(kind=_KEYWORD_ONLY, default=value))
                continue
            if param.kind is _KEYWORD_ONLY:
                param = param.replace(default=value)
            elif param.kind is _VAR_POSITIONAL:
                pass
        if keyword_from_here:
            if param.kind is _POSITIONAL_OR_KEYWORD:
                param = param.replace(kind=_KEYWORD_ONLY)
            elif param.kind is _VAR_POSITIONAL:
                continue
        params.append(param)
    return wrapped.replace(parameters=params)


def _from_text(obj, cls, text):
    """The signature of a native, from what its `__text_signature__` says."""
    import builtins
    if not text.startswith('('):
        text = text[text.index('('):]
    clean, self_name = text, None
    if '$' in text:
        self_name = text[text.index('$') + 1:].split(',')[0].split(')')[0].strip()
        clean = text.replace('$', '')
    ns = {}
    try:
        # Defaults may be names: of the object's module, or of `sys`.
        home = sys.modules.get(getattr(obj, '__module__', None))
        names = {**vars(builtins), **(vars(home) if home else {}), 'sys': sys, '__builtins__': builtins}
        exec(f'def foo{clean}: pass', names, ns)
    except (SyntaxError, NameError):
        raise ValueError(f'{obj!r} has invalid signature')
    sig = _from_function(ns['foo'], cls, None, None, False)
    if self_name is not None:
        params = list(sig.parameters.values())
        owner = getattr(obj, '__self__', None)
        if owner is not None:
            params.pop(0)
        else:
            params[0] = params[0].replace(kind=_POSITIONAL_ONLY)
        sig = sig.replace(parameters=params)
    return sig


def _signature_of(obj, cls, follow=True, globals=None, locals=None, eval_str=False):
    import functools
    inner = functools.partial(_signature_of, cls=cls, follow=follow, globals=globals, locals=locals, eval_str=eval_str)
    if not callable(obj):
        raise TypeError(f'{obj!r} is not a callable object')
    if ismethod(obj):
        return _without_first(inner(obj.__func__))
    if follow:
        obj = unwrap(obj, stop=lambda f: hasattr(f, '__signature__') or ismethod(f))
        if ismethod(obj):
            return inner(obj)
    sig = getattr(obj, '__signature__', None)
    if sig is not None:
        if not isinstance(sig, Signature) and callable(sig):
            sig = sig()
        if isinstance(sig, str):
            return _from_text(obj, cls, sig)
        if not isinstance(sig, Signature):
            raise TypeError(f'unexpected object {sig!r} in __signature__ attribute')
        return sig
    partialmethod = getattr(obj, '__partialmethod__', None)
    if isinstance(partialmethod, functools.partialmethod):
        wrapped = inner(partialmethod.func)
        sig = _of_partial(wrapped, partialmethod, (None,))
        first = tuple(wrapped.parameters.values())[0]
        if first.kind is _VAR_POSITIONAL:
            return sig
        return sig.replace(parameters=(first, *sig.parameters.values()))
    if isfunction(obj) or _is_functionlike(obj):
        return _from_function(obj, cls, globals, locals, eval_str)
    if isinstance(obj, functools.partial):
        return _of_partial(inner(obj.func), obj)
    text = None if isclass(obj) else getattr(obj, '__text_signature__', None)
    if text:
        return _from_text(obj, cls, text)
    if isclass(obj):
        call = _own(type(obj), '__call__', type.__call__)
        if call is not None:
            return _without_first(inner(call))
        new = _own(obj, '__new__', object.__new__)
        init = _own(obj, '__init__', object.__init__)
        # The one that stands first along the MRO counts; __new__ where both stand together.
        for base in obj.__mro__:
            if new is not None and '__new__' in base.__dict__:
                sig = inner(new)
                return _without_first(sig)
            if init is not None and '__init__' in base.__dict__:
                return _without_first(inner(init))
        for base in obj.__mro__[:-1]:
            text = getattr(base, '__text_signature__', None)
            if isinstance(text, str):
                return _from_text(obj, cls, text)
        if type not in obj.__mro__:
            if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
                return cls(())
            raise ValueError(f'no signature found for builtin type {obj!r}')
    elif isinstance(obj, (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType,
                          types.MethodWrapperType, types.ClassMethodDescriptorType)):
        raise ValueError(f'no signature found for builtin {obj!r}')
    else:
        call = getattr(type(obj), '__call__', None)
        if call is not None:
            try:
                return _without_first(inner(call))
            except ValueError:
                pass
    raise ValueError(f'callable {obj!r} is not supported by signature')


def _own(cls, name, native):
    """A method that somebody wrote in the language, or None."""
    method = getattr(cls, name, None)
    if method is native or isinstance(method, (types.BuiltinFunctionType, types.WrapperDescriptorType,
                                               types.MethodWrapperType, types.MethodDescriptorType)):
        return None
    return method


_cached_tuples = {}


def _tuple(name, fields):
    from collections import namedtuple
    if name not in _cached_tuples:
        _cached_tuples[name] = namedtuple(name, fields, module='inspect')
    return _cached_tuples[name]


FullArgSpec = _tuple('FullArgSpec', 'args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations')
ArgInfo = _tuple('ArgInfo', 'args varargs keywords locals')


def getfullargspec(func):
    """Names and defaults of the parameters, the old way."""
    try:
        sig = _signature_of(func, Signature, follow=False)
    except Exception as ex:
        raise TypeError('unsupported callable') from ex
    if ismethod(func):
        sig = _signature_of(func.__func__, Signature, follow=False)
    args, varargs, varkw, kwonly, defaults, annotations, kwdefaults = [], None, None, [], (), {}, {}
    if sig.return_annotation is not _empty:
        annotations['return'] = sig.return_annotation
    for name, param in sig.parameters.items():
        if param.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            args.append(name)
            if param.default is not _empty:
                defaults += (param.default,)
        elif param.kind is _VAR_POSITIONAL:
            varargs = name
        elif param.kind is _KEYWORD_ONLY:
            kwonly.append(name)
            if param.default is not _empty:
                kwdefaults[name] = param.default
        else:
            varkw = name
        if param.annotation is not _empty:
            annotations[name] = param.annotation
    return FullArgSpec(args, varargs, varkw, defaults or None, kwonly, kwdefaults or None, annotations)


def getargvalues(frame):
    from inspect import getargs
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: '*' + name,
                    formatvarkw=lambda name: '**' + name, formatvalue=lambda value: '=' + repr(value)):
    specs = [formatarg(a) + formatvalue(locals[a]) for a in args]
    if varargs:
        specs.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        specs.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return '(' + ', '.join(specs) + ')'


def getcallargs(func, /, *positional, **named):
    """The arguments of a call by the names of the parameters."""
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__, *positional)
        func = func.__func__
    bound = _signature_of(func, Signature, follow=False).bind(*positional, **named)
    bound.apply_defaults()
    return bound.arguments
