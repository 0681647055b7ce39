"""Types as values: they are built, shown and compared, and nothing checks them at run time.

Here are the special forms and generic aliases. Aliases of containers (`typing.List`) are made when first asked
for; protocols, typed dicts, named tuples and the evaluation of hints live in `_typing_more`."""
from _typing import (Generic, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, TypeVar, TypeVarTuple,
                     NoDefault, Union)

TYPE_CHECKING = False
GenericAlias = type(list[int])
FunctionType = type(lambda: 0)
Text = str

_MORE = ('AnyStr', 'BinaryIO', 'ForwardRef', 'IO', 'NamedTuple', 'NamedTupleMeta', 'NewType', 'Protocol',
         'SupportsAbs', 'SupportsBytes', 'SupportsComplex', 'SupportsFloat', 'SupportsIndex', 'SupportsInt',
         'SupportsRound', 'TextIO', 'TypedDict', '_TypedDictMeta', '_ProtocolMeta', 'assert_never', 'assert_type',
         'clear_overloads', 'dataclass_transform', 'final', 'get_args', 'get_origin', 'get_overloads',
         'get_protocol_members', 'get_type_hints', 'is_protocol', 'is_typeddict', 'no_type_check',
         'no_type_check_decorator', 'override', 'reveal_type', 'runtime_checkable', '_eval_type')
_GENERIC = ('_typevartuple_prepare_subst', '_paramspec_subst', '_paramspec_prepare_subst', '_generic_class_getitem',
            '_generic_init_subclass')

__all__ = ['Annotated', 'Any', 'Callable', 'ClassVar', 'Concatenate', 'Final', 'ForwardRef', 'Generic', 'Literal',
           'Optional', 'ParamSpec', 'Protocol', 'Tuple', 'Type', 'TypeVar', 'TypeVarTuple', 'Union', 'AbstractSet',
           'ByteString', 'Container', 'ContextManager', 'Hashable', 'ItemsView', 'Iterable', 'Iterator', 'KeysView',
           'Mapping', 'MappingView', 'MutableMapping', 'MutableSequence', 'MutableSet', 'Sequence', 'Sized',
           'ValuesView', 'Awaitable', 'AsyncIterator', 'AsyncIterable', 'Coroutine', 'Collection', 'AsyncGenerator',
           'AsyncContextManager', 'Reversible', 'SupportsAbs', 'SupportsBytes', 'SupportsComplex', 'SupportsFloat',
           'SupportsIndex', 'SupportsInt', 'SupportsRound', 'ChainMap', 'Counter', 'Deque', 'Dict', 'DefaultDict',
           'List', 'OrderedDict', 'Set', 'FrozenSet', 'NamedTuple', 'TypedDict', 'Generator', 'BinaryIO', 'IO',
           'Match', 'Pattern', 'TextIO', 'AnyStr', 'assert_type', 'assert_never', 'cast', 'clear_overloads',
           'dataclass_transform', 'final', 'get_args', 'get_origin', 'get_overloads', 'get_protocol_members',
           'get_type_hints', 'is_protocol', 'is_typeddict', 'LiteralString', 'Never', 'NewType', 'no_type_check',
           'no_type_check_decorator', 'NoDefault', 'NoReturn', 'NotRequired', 'overload', 'override', 'ParamSpecArgs',
           'ParamSpecKwargs', 'ReadOnly', 'Required', 'reveal_type', 'runtime_checkable', 'Self', 'Text',
           'TYPE_CHECKING', 'TypeAlias', 'TypeGuard', 'TypeIs', 'TypeAliasType', 'Unpack']

# Name: (module or None for a builtin, class, number of parameters). What is not a builtin can be called.
_ALIASES = {
    'List': (None, list, 1), 'Dict': (None, dict, 2), 'Set': (None, set, 1),
    'FrozenSet': (None, frozenset, 1), 'Tuple': (None, tuple, -1),
    'Type': (None, type, 1), 'Deque': ('collections', 'deque', 1),
    'DefaultDict': ('collections', 'defaultdict', 2), 'OrderedDict': ('collections', 'OrderedDict', 2),
    'Counter': ('collections', 'Counter', 1), 'ChainMap': ('collections', 'ChainMap', 2),
    'AbstractSet': ('collections.abc', 'Set', 1), 'Pattern': ('re', 'Pattern', 1),
    'Match': ('re', 'Match', 1), 'ContextManager': ('contextlib', 'AbstractContextManager', 2),
    'AsyncContextManager': ('contextlib', 'AbstractAsyncContextManager', 2),
    'Callable': ('collections.abc', 'Callable', 2), 'Generator': ('collections.abc', 'Generator', 3),
    'Coroutine': ('collections.abc', 'Coroutine', 3),
    'AsyncGenerator': ('collections.abc', 'AsyncGenerator', 2), 'Hashable': ('collections.abc', 'Hashable', 0),
    'Sized': ('collections.abc', 'Sized', 0), 'ByteString': ('collections.abc', 'ByteString', 0),
    'ItemsView': ('collections.abc', 'ItemsView', 2), 'Mapping': ('collections.abc', 'Mapping', 2),
    'MutableMapping': ('collections.abc', 'MutableMapping', 2)}
for _name in ('Awaitable AsyncIterable AsyncIterator Iterable Iterator Reversible Container Collection MutableSet '
              'Sequence MutableSequence MappingView KeysView ValuesView').split():
    _ALIASES[_name] = ('collections.abc', _name, 1)
# Parameters that may be left out, from the right: their values.
_DEFAULTS = {'Generator': (type(None), type(None)), 'AsyncGenerator': (type(None),),
             'ContextManager': (bool | None,), 'AsyncContextManager': (bool | None,)}


def __getattr__(name):
    if name in globals():
        return globals()[name]
    alias = _ALIASES.get(name)
    if alias is not None:
        module, origin, nparams = alias
        if module is not None:
            origin = getattr(__import__(module, None, None, ('x',)), origin)
        kind = {'Tuple': _TupleType, 'Callable': _CallableType}.get(name, _SpecialGenericAlias)
        found = kind(origin, nparams, name, alias[0] is not None, _DEFAULTS.get(name, ()))
    elif name in _GENERIC:
        import _typing_generic
        found = getattr(_typing_generic, name)
    elif name in _MORE:
        import _typing_more
        found = getattr(_typing_more, name)
    else:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    globals()[name] = found
    return found


def _type_repr(obj):
    if isinstance(obj, tuple):
        return '[' + ', '.join(map(_type_repr, obj)) + ']'
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        return obj.__qualname__ if obj.__module__ == 'builtins' else f'{obj.__module__}.{obj.__qualname__}'
    if obj is ...:
        return '...'
    if isinstance(obj, FunctionType):
        return obj.__name__
    return repr(obj)


def _type_convert(arg, module=None, allow_special_forms=False):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return __getattr__('ForwardRef')(arg, module=module, is_class=allow_special_forms)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    arg = _type_convert(arg, module, allow_special_forms)
    if isinstance(arg, _GenericAlias):
        invalid = (Generic, globals().get('Protocol')) if allow_special_forms else \
            (Generic, globals().get('Protocol'), ClassVar, Final if is_argument else ClassVar)
        if arg.__origin__ in invalid:
            raise TypeError(f'{arg} is not valid as type argument')
    if arg in (Any, LiteralString, NoReturn, Never, Self, TypeAlias) or allow_special_forms and arg in (ClassVar, Final):
        return arg
    if isinstance(arg, _SpecialForm) or arg is Generic or arg is globals().get('Protocol', Generic):
        raise TypeError(f'Plain {arg} is not valid as type argument')
    if type(arg) is tuple:
        raise TypeError(f'{msg} Got {arg!r:.100}.')
    return arg


def _is_param_expr(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias))


def _is_unpacked(arg):
    return isinstance(arg, _UnpackGenericAlias) or isinstance(arg, GenericAlias) and arg.__unpacked__


def _collect_parameters(args, ordered=True):
    found = []
    defaults = False
    for t in args:
        if isinstance(t, type) and not isinstance(t, GenericAlias):
            continue
        if isinstance(t, tuple):
            inner = _collect_parameters(t)
        elif hasattr(t, '__typing_subst__'):
            if t not in found:
                if t.has_default():
                    defaults = True
                elif defaults and ordered:
                    raise TypeError(f'Type parameter {t!r} without a default follows type parameter with a default')
            inner = (t,)
        else:
            inner = getattr(t, '__parameters__', ())
        for p in inner:
            if p not in found:
                found.append(p)
    return tuple(found)


_collect_type_parameters = _collect_parameters


def _wrong_count(alias, actual, expected, at_least=''):
    return TypeError(f"Too {'many' if actual > expected else 'few'} arguments for {alias}; "
                     f'actual {actual}, expected {at_least}{expected}')


def _check_count(alias, args, params):
    if len(args) < len(params):
        needed = sum(not p.has_default() for p in params)
        if len(args) >= needed:
            return
        raise _wrong_count(alias, len(args), needed, 'at least ' if needed != len(params) else '')
    if len(args) > len(params):
        raise _wrong_count(alias, len(args), len(params))


# The type variables are native; this and its siblings in `_typing_generic` are what they call for substitution.

def _typevar_subst(self, arg):
    arg = _type_check(arg, 'Parameters to generic types must be types.', is_argument=True)
    if _is_unpacked(arg):
        raise TypeError(f'{arg} is not valid as type argument')
    return arg


class _Base:
    """What every form shares: `X | Y`, and refusal to be called or subclassed."""
    __slots__ = ('__weakref__',)

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]


# Results of subscription: the same type is the same object.
_cache = {}


def _cached(self, parameters, make):
    try:
        key = self, parameters, tuple(map(type, parameters)) if type(parameters) is tuple else type(parameters)
        found = _cache.get(key)
    except TypeError:
        return make(parameters)
    if found is None:
        if len(_cache) > 1000:
            _cache.clear()
        found = _cache[key] = make(parameters)
    return found


class _SpecialForm(_Base):
    __slots__ = ('_name', '__doc__', '_getitem')

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __getattr__(self, item):
        if item in ('__name__', '__qualname__'):
            return self._name
        raise AttributeError(item)

    @property
    def __module__(self):
        return 'typing'

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass {self!r}')

    def __repr__(self):
        return 'typing.' + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f'Cannot instantiate {self!r}')

    def __instancecheck__(self, obj):
        raise TypeError(f'{self} cannot be used with isinstance()')

    def __subclasscheck__(self, cls):
        raise TypeError(f'{self} cannot be used with issubclass()')

    __iter__ = None

    def __getitem__(self, parameters):
        return _cached(self, parameters, lambda p: self._getitem(self, p))


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError('typing.Any cannot be used with isinstance()')
        return super().__instancecheck__(obj)

    def __repr__(self):
        return 'typing.Any' if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Special type indicating an unconstrained type: compatible with every type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError('Any cannot be instantiated')
        return super().__new__(cls)


def _bare(name):
    def form(self, parameters):
        raise TypeError(f'{self} is not subscriptable')
    form.__name__ = name
    return _SpecialForm(form)


def _single(name, what='accepts only single type.', special=False):
    def form(self, parameters):
        if isinstance(parameters, tuple):
            raise TypeError(f'{self} {what} Got {parameters!r:.100}.')
        return _GenericAlias(self, (_type_check(parameters, f'{self} {what}', allow_special_forms=special),))
    form.__name__ = name
    return _SpecialForm(form)


NoReturn = _bare('NoReturn')
Never = _bare('Never')
Self = _bare('Self')
LiteralString = _bare('LiteralString')
TypeAlias = _bare('TypeAlias')
ClassVar = _single('ClassVar', 'accepts only single type.', True)
Final = _single('Final', 'accepts only single type.', True)
TypeGuard = _single('TypeGuard')
TypeIs = _single('TypeIs')
Required = _single('Required', special=True)
NotRequired = _single('NotRequired', special=True)
ReadOnly = _single('ReadOnly', special=True)


def _distinct(values):
    out = []
    for v in values:
        if v not in out:
            out.append(v)
    return out


@_SpecialForm
def Optional(self, parameters):
    """Optional[X] is equivalent to Union[X, None]."""
    return Union[_type_check(parameters, f'{self} requires a single type.'), type(None)]


@_SpecialForm
def Literal(self, parameters):
    """Special typing form to define literal types (a.k.a. value types)."""
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for p in parameters:
        flat.extend(p.__args__ if isinstance(p, _LiteralGenericAlias) else (p,))
    seen = []
    for p in flat:
        if (p, type(p)) not in seen:
            seen.append((p, type(p)))
    return _LiteralGenericAlias(self, tuple(p for p, _ in seen))


@_SpecialForm
def Concatenate(self, parameters):
    """Special form for annotating higher-order functions."""
    if parameters == ():
        raise TypeError('Cannot take a Concatenate of no types.')
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    last = parameters[-1]
    if not (last is ... or isinstance(last, ParamSpec)):
        raise TypeError('The last parameter to Concatenate should be a ParamSpec variable or ellipsis.')
    msg = 'Concatenate[arg, ...]: each arg must be a type.'
    return _ConcatenateGenericAlias(self, (*(_type_check(p, msg) for p in parameters[:-1]), last))


@_SpecialForm
def Unpack(self, parameters):
    """Type unpack operator."""
    return _UnpackGenericAlias(self, (_type_check(parameters, f'{self} accepts only single type.'),))


@_SpecialForm
def Annotated(self, params):
    """Add context-specific metadata to a type."""
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError('Annotated[...] should be used with at least two arguments (a type and an annotation).')
    if _is_unpacked(params[0]):
        raise TypeError('Annotated[...] should not be used with an unpacked TypeVarTuple')
    origin = _type_check(params[0], 'Annotated[t, ...]: t must be a type.', allow_special_forms=True)
    return _AnnotatedAlias(origin, tuple(params[1:]))


class _BaseGenericAlias(_Base):
    def __init__(self, origin, *, inst=True, name=None):
        self._inst, self._name = inst, name
        self.__origin__ = origin
        self.__slots__ = None

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f'Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead')
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            pass
        return result

    def __mro_entries__(self, bases):
        res = [] if self.__origin__ in bases else [self.__origin__]
        for b in bases[bases.index(self) + 1:]:
            entries = (b,) if isinstance(b, type) else getattr(b, '__mro_entries__', lambda bases: ())(bases)
            if isinstance(b, _BaseGenericAlias) or any(isinstance(e, type) and issubclass(e, Generic) for e in entries):
                break
        else:
            res.append(Generic)
        return tuple(res)

    def __getattr__(self, attr):
        if attr in ('__origin__', '__args__'):
            raise AttributeError(attr)
        if attr in ('__name__', '__qualname__'):
            return self._name or self.__origin__.__name__
        if '__origin__' in self.__dict__ and not (attr[:2] == attr[-2:] == '__'):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, val):
        if attr[:2] == attr[-2:] == '__' or attr in ('_name', '_inst', '_nparams', '_defaults'):
            super().__setattr__(attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError('Subscripted generics cannot be used with class and instance checks')

    def __dir__(self):
        return list(set(super().__dir__() + [a for a in dir(self.__origin__) if not (a[:2] == a[-2:] == '__')]))


class _GenericAlias(_BaseGenericAlias):
    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        if not isinstance(args, tuple):
            args = (args,)
        self.__args__ = args
        self.__parameters__ = _collect_parameters(args, origin in (Generic, globals().get('Protocol')))
        if not name:
            self.__module__ = getattr(origin, '__module__', 'typing')

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = 'typing.' + self._name if self._name else _type_repr(self.__origin__)
        args = ', '.join(map(_type_repr, self.__args__)) or '()'
        return f'{name}[{args}]'

    def __reduce__(self):
        import operator
        origin = globals()[self._name] if self._name else self.__origin__
        args = tuple(self.__args__)
        return operator.getitem, (origin, args[0] if len(args) == 1 and not isinstance(args[0], tuple) else args)

    def __getitem__(self, args):
        if self.__origin__ is Generic or self.__origin__ is globals().get('Protocol'):
            raise TypeError(f'Cannot subscript already-subscripted {self}')
        params = self.__parameters__
        if not params:
            raise TypeError(f'{self} is not a generic class')
        if not isinstance(args, tuple):
            args = (args,)
        args = tuple(_unpack_args(*map(_type_convert, args)))
        for param in params:
            prepare = getattr(param, '__typing_prepare_subst__', None)
            if prepare is not None:
                args = prepare(self, args)
        if len(args) != len(params):
            raise _wrong_count(self, len(args), len(params))
        return self.copy_with(tuple(self._substitute(self.__args__, dict(zip(params, args)))))

    def _substitute(self, old_args, by_param):
        new = []
        for old in old_args:
            if isinstance(old, type) and not isinstance(old, GenericAlias):
                new.append(old)
                continue
            subst = getattr(old, '__typing_subst__', None)
            if subst is not None:
                arg = subst(by_param[old])
            else:
                inner = getattr(old, '__parameters__', ())
                arg = old
                if inner:
                    given = []
                    for x in inner:
                        if isinstance(x, TypeVarTuple):
                            given.extend(by_param[x])
                        else:
                            given.append(by_param[x])
                    arg = old[tuple(given)]
            if self.__origin__ is _callable_origin() and isinstance(arg, tuple):
                new.extend(arg)
            elif _is_unpacked(old):
                new.extend(arg if isinstance(arg, tuple) else _unpack_args(arg))
            elif isinstance(old, tuple):
                new.append(tuple(self._substitute(old, by_param)))
            else:
                new.append(arg)
        return new

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f'Cannot subclass {self!r}')
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            protocol = globals().get('Protocol')
            if protocol is not None and protocol in bases:
                return ()
            for b in bases[bases.index(self) + 1:]:
                if isinstance(b, _BaseGenericAlias) and b is not self:
                    return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


def _callable_origin():
    import sys
    module = sys.modules.get('collections.abc')
    return module and module.Callable


def _unpack_args(*args):
    """Puts the members of unpacked tuples of fixed length in their place."""
    out = []
    for arg in args:
        inner = getattr(arg, '__typing_unpacked_tuple_args__', None)
        if inner is not None and not (inner and inner[-1] is ...):
            out.extend(inner)
        else:
            out.append(arg)
    return out


class _SpecialGenericAlias(_BaseGenericAlias):
    def __init__(self, origin, nparams, name, inst=True, defaults=()):
        super().__init__(origin, inst=inst, name=name)
        self._nparams, self._defaults = nparams, defaults
        self.__doc__ = f'A generic version of {_type_repr(origin)}.'

    __iter__ = None

    def __getitem__(self, params):
        return _cached(self, params, self._subscript)

    def _subscript(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(_type_check(p, 'Parameters to generic types must be types.') for p in params)
        if self._nparams == 0:
            raise TypeError(f'{self} is not a generic class')
        missing = self._nparams - len(params)
        if 0 < missing <= len(self._defaults):
            params += self._defaults[-missing:]
        if len(params) != self._nparams:
            least = 'at least ' if self._defaults else ''
            expected = self._nparams - len(self._defaults) if self._defaults else self._nparams
            raise _wrong_count(self, len(params), expected, least)
        return self.copy_with(params)

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return 'typing.' + self._name

    def __reduce__(self):
        return self._name

    def __subclasscheck__(self, cls):
        if not isinstance(cls, type):
            raise TypeError('issubclass() arg 1 must be a class')
        return issubclass(cls, self.__origin__)


class _TupleType(_SpecialGenericAlias):
    def _subscript(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        msg = 'Tuple[t0, t1, ...]: each t must be a type.'
        if len(params) >= 2 and params[-1] is ...:
            return self.copy_with((*(_type_check(p, msg) for p in params[:-1]), ...))
        return self.copy_with(tuple(_type_check(p, msg) for p in params))


class _CallableType(_SpecialGenericAlias):
    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name='Callable', inst=False)

    def _subscript(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError('Callable must be used as Callable[[arg, ...], result].')
        args, result = params
        result = _type_check(result, 'Callable[args, result]: result must be a type.')
        if isinstance(args, (list, tuple)):
            return self.copy_with((*(_type_convert(a) for a in args), result))
        return self.copy_with((args if args is ... else _type_convert(args), result))


class _CallableGenericAlias(_GenericAlias):
    __iter__ = None

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return super().__repr__()
        return f'typing.Callable[[{", ".join(map(_type_repr, args[:-1]))}], {_type_repr(args[-1])}]'

    def __reduce__(self):
        import operator
        args = self.__args__
        if not (len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        return operator.getitem, (__getattr__('Callable'), args)


class _LiteralGenericAlias(_GenericAlias):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return {(p, type(p)) for p in self.__args__} == {(p, type(p)) for p in other.__args__}

    def __hash__(self):
        return hash(frozenset((p, type(p)) for p in self.__args__))

    def __repr__(self):
        return 'typing.Literal[' + ', '.join(map(_type_repr, self.__args__)) + ']'


class _ConcatenateGenericAlias(_GenericAlias):
    def copy_with(self, params):
        last = params[-1]
        if isinstance(last, (list, tuple)):
            return (*params[:-1], *last)
        if isinstance(last, _ConcatenateGenericAlias):
            params = (*params[:-1], *last.__args__)
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias):
    def __repr__(self):
        return 'typing.Unpack[' + _type_repr(self.__args__[0]) + ']'

    def __getitem__(self, args):
        if isinstance(self.__args__[0], TypeVarTuple):
            return args
        return super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        arg = self.__args__[0]
        if isinstance(arg, (_GenericAlias, GenericAlias)):
            if arg.__origin__ is not tuple:
                raise TypeError('Unpack[...] must be used with a tuple type')
            return arg.__args__
        return None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_GenericAlias):
    __iter__ = None

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, (origin,), name='Annotated')
        self.__metadata__ = metadata

    def copy_with(self, params):
        return self.__class__(params[0], self.__metadata__)

    def __repr__(self):
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"

    def __reduce__(self):
        import operator
        return operator.getitem, (Annotated, (self.__origin__,) + self.__metadata__)

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)


def cast(typ, val):
    """Returns the value unchanged; a type checker takes it for a `typ`."""
    return val


_overloads = {}


def _overload_dummy(*args, **kwds):
    raise NotImplementedError('You should not call an overloaded function. A series of @overload-decorated functions '
                              'outside a stub module should always be followed by an implementation that is not '
                              '@overload-ed.')


def overload(func):
    f = getattr(func, '__func__', func)
    try:
        _overloads.setdefault((f.__module__, f.__qualname__), {})[f.__code__.co_firstlineno] = func
    except AttributeError:
        pass
    return _overload_dummy
