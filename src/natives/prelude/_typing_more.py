"""The less common half of typing: protocols, typed dicts, named tuples, new types, evaluation of hints."""
import sys
from abc import ABCMeta, abstractmethod
import typing
from _typing import _annotations_in, _annotations_of
from typing import (_is_param_expr, Annotated, Any, ClassVar, Final, Generic, NotRequired, ParamSpec, ReadOnly, Required, TypeVar,
                    TypeVarTuple, Union, _AnnotatedAlias, _Base, _BaseGenericAlias, _GenericAlias, _overloads,
                    _SpecialForm, _SpecialGenericAlias, _type_check, GenericAlias)

# These are parts of typing, as their reprs say.
__name__ = 'typing'
_FunctionType = type(lambda: 0)


class ForwardRef(_Base):
    """Internal wrapper to hold a forward reference."""
    __slots__ = ('__forward_arg__', '__forward_code__', '__forward_evaluated__', '__forward_value__',
                 '__forward_is_argument__', '__forward_is_class__', '__forward_module__')

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f'Forward reference must be a string -- got {arg!r}')
        source = f'({arg},)[0]' if arg.startswith('*') else arg
        try:
            code = compile(source, '<string>', 'eval')
        except SyntaxError:
            raise SyntaxError(f'Forward reference must be an expression -- got {arg!r}')
        self.__forward_arg__, self.__forward_code__ = arg, code
        self.__forward_evaluated__, self.__forward_value__ = False, None
        self.__forward_is_argument__, self.__forward_is_class__ = is_argument, is_class
        self.__forward_module__ = module

    def _evaluate(self, globalns, localns, type_params=(), *, recursive_guard=frozenset()):
        if self.__forward_arg__ in recursive_guard:
            return self
        if not self.__forward_evaluated__ or localns is not globalns:
            if globalns is None and localns is None:
                globalns = localns = {}
            elif globalns is None:
                globalns = localns
            elif localns is None:
                localns = globalns
            if self.__forward_module__ is not None:
                globalns = getattr(sys.modules.get(self.__forward_module__), '__dict__', globalns)
            if type_params:
                # A type parameter hides a global, but not a name of the class body.
                globalns, localns = dict(globalns), dict(localns)
                for p in type_params:
                    if not self.__forward_is_class__ or p.__name__ not in globalns:
                        globalns[p.__name__] = p
                        localns.pop(p.__name__, None)
            value = _type_check(eval(self.__forward_code__, globalns, localns), 'Forward references must evaluate to types.',
                                is_argument=self.__forward_is_argument__, allow_special_forms=self.__forward_is_class__)
            self.__forward_value__ = _eval_type(value, globalns, localns, type_params,
                                                recursive_guard=recursive_guard | {self.__forward_arg__})
            self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return self.__forward_arg__ == other.__forward_arg__ and self.__forward_value__ == other.__forward_value__
        return self.__forward_arg__ == other.__forward_arg__ and self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __repr__(self):
        module = '' if self.__forward_module__ is None else f', module={self.__forward_module__!r}'
        return f'ForwardRef({self.__forward_arg__!r}{module})'


def _eval_type(t, globalns, localns, type_params=(), *, recursive_guard=frozenset()):
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, type_params, recursive_guard=recursive_guard)
    if isinstance(t, (_GenericAlias, GenericAlias, Union)):
        args = t.__args__
        if isinstance(t, GenericAlias):
            args = tuple(ForwardRef(a) if isinstance(a, str) else a for a in args)
        new = tuple(_eval_type(a, globalns, localns, type_params, recursive_guard=recursive_guard) for a in args)
        if new == t.__args__ and all(a is b for a, b in zip(new, t.__args__)):
            return t
        if isinstance(t, Union):
            return Union[new]
        if isinstance(t, GenericAlias):
            alias = type(t)(t.__origin__, new) if type(t) is GenericAlias else type(t)(t.__origin__, (list(new[:-1]), new[-1]))
            return next(iter(alias)) if t.__unpacked__ else alias
        return t.copy_with(new)
    return t


def _strip_annotations(t):
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if isinstance(t, _GenericAlias) and t.__origin__ in (Required, NotRequired, ReadOnly):
        return _strip_annotations(t.__args__[0])
    if isinstance(t, (_GenericAlias, GenericAlias, Union)):
        new = tuple(_strip_annotations(a) for a in t.__args__)
        if new == t.__args__:
            return t
        if isinstance(t, _GenericAlias):
            return t.copy_with(new)
        if isinstance(t, GenericAlias):
            return GenericAlias(t.__origin__, new)
        result = new[0]
        for a in new[1:]:
            result = result | a
        return result
    return t


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of an object, strings evaluated."""
    if getattr(obj, '__no_type_check__', None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            base_globals = getattr(sys.modules.get(base.__module__), '__dict__', {}) if globalns is None else globalns
            ann = getattr(base, '__annotations__', {})
            if not isinstance(ann, dict):
                ann = {}
            base_locals = dict(vars(base)) if localns is None else localns
            if localns is None and globalns is None:
                # Names of the class body go before those of the module.
                base_globals, base_locals = base_locals, base_globals
            for name, value in ann.items():
                if value is None:
                    value = type(None)
                if isinstance(value, str):
                    value = ForwardRef(value, is_argument=False, is_class=True)
                hints[name] = _eval_type(value, base_globals, base_locals, base.__type_params__)
    else:
        if globalns is None:
            if isinstance(obj, type(sys)):
                globalns = obj.__dict__
            else:
                inner = obj
                while hasattr(inner, '__wrapped__'):
                    inner = inner.__wrapped__
                globalns = getattr(inner, '__globals__', {})
            if localns is None:
                localns = globalns
        elif localns is None:
            localns = globalns
        ann = getattr(obj, '__annotations__', None)
        if ann is None:
            if isinstance(obj, (_FunctionType, type(len), type(sys), type([].append), type(str.join), type(object.__str__))):
                return {}
            raise TypeError(f'{obj!r} is not a module, class, method, or function.')
        params = getattr(obj, '__type_params__', ())
        for name, value in ann.items():
            if value is None:
                value = type(None)
            if isinstance(value, str):
                value = ForwardRef(value, is_argument=not isinstance(obj, type(sys)), is_class=False)
            hints[name] = _eval_type(value, globalns, localns, params)
    return hints if include_extras else {k: _strip_annotations(t) for k, t in hints.items()}


def get_origin(tp):
    """The unsubscripted form of a type, or None."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, GenericAlias, typing.ParamSpecArgs, typing.ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, Union):
        return Union
    return None


def get_args(tp):
    """The arguments of a type with all substitutions performed."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_GenericAlias, GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is typing._callable_origin() and not (len(args) == 2 and typing._is_param_expr(args[0])):
            return list(args[:-1]), args[-1]
        return args
    if isinstance(tp, Union):
        return tp.__args__
    return ()


# Names in the body of a protocol that are machinery, not members.
_NOT_MEMBERS = frozenset((
    '__abstractmethods__', '__annotations__', '__annotate__', '__annotate_func__', '__annotations_cache__', '__dict__', '__doc__', '__init__', '__module__', '__new__', '__slots__',
    '__subclasshook__', '__weakref__', '__class_getitem__', '__match_args__', '__static_attributes__',
    '__firstlineno__', '__parameters__', '__orig_bases__', '__orig_class__', '_is_protocol', '_is_runtime_protocol',
    '__protocol_attrs__', '__non_callable_proto_members__', '__type_params__', '_abc_impl', '__abc_tpflags__',
    '__qualname__', '__init_subclass__', '__orig_bases__'))
_PROTOCOL_BASES = {
    'collections.abc': ('Callable', 'Awaitable', 'Iterable', 'Iterator', 'AsyncIterable', 'AsyncIterator', 'Hashable',
                        'Sized', 'Container', 'Collection', 'Reversible', 'Buffer'),
    'contextlib': ('AbstractContextManager', 'AbstractAsyncContextManager')}


def _members_of(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ('Protocol', 'Generic'):
            continue
        for name in (*base.__dict__, *_annotations_of(base)):
            if not name.startswith('_abc_') and name not in _NOT_MEMBERS:
                names.add(name)
    return names


def _static(obj, name):
    """What inspect.getattr_static finds, without running a property: True or False, and the value."""
    for base in type(obj).__mro__:
        if name in base.__dict__:
            return True, base.__dict__[name]
    try:
        values = object.__getattribute__(obj, '__dict__')
    except AttributeError:
        values = {}
    if name in values:
        return True, values[name]
    if isinstance(obj, type):
        for base in obj.__mro__:
            if name in base.__dict__:
                return True, base.__dict__[name]
    return False, None


class _ProtocolMeta(ABCMeta):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if not (name == 'Protocol' and bases == (Generic,)) and Protocol in bases:
            for base in bases:
                if not (base in (object, Generic) or base.__name__ in _PROTOCOL_BASES.get(base.__module__, ())
                        or issubclass(base, Generic) and getattr(base, '_is_protocol', False)):
                    raise TypeError(f'Protocols can only inherit from other protocols, got {base!r}')
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __init__(cls, *args, **kwargs):
        if getattr(cls, '_is_protocol', False):
            cls.__protocol_attrs__ = _members_of(cls)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if getattr(cls, '_is_protocol', False) and not _called_by_abc(2):
            if not isinstance(other, type):
                raise TypeError('issubclass() arg 1 must be a class')
            if not getattr(cls, '_is_runtime_protocol', False):
                raise TypeError('Instance and class checks can only be used with @runtime_checkable protocols')
            data = cls.__non_callable_proto_members__
            if data and getattr(cls.__dict__.get('__subclasshook__'), '__func__', None) is _proto_hook:
                shown = ', '.join(map(repr, sorted(data)))
                raise TypeError(f"Protocols with non-method members don't support issubclass(). "
                                f'Non-method members: {shown}.')
        return super().__subclasscheck__(other)

    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, '_is_protocol', False):
            return super().__instancecheck__(instance)
        if not getattr(cls, '_is_runtime_protocol', False) and not _called_by_abc(2):
            raise TypeError('Instance and class checks can only be used with @runtime_checkable protocols')
        if super().__instancecheck__(instance):
            return True
        data = cls.__non_callable_proto_members__
        for name in cls.__protocol_attrs__:
            found, value = _static(instance, name)
            if not found or value is None and name not in data:
                return False
        return True


def _called_by_abc(depth):
    return sys._getframe(depth).f_globals.get('__name__') in ('abc', '_py_abc', 'functools', None)


def _proto_hook(cls, other):
    if not cls.__dict__.get('_is_protocol', False):
        return NotImplemented
    for name in cls.__protocol_attrs__:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if name in _annotations_of(base) and issubclass(other, Generic) \
                    and getattr(other, '_is_protocol', False):
                break
        else:
            return NotImplemented
    return True


def _no_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError('Protocols cannot be instantiated')
    if cls.__init__ is not _no_init:
        return
    # A class that merely inherits from a protocol: the next real __init__ along its MRO serves it from now on.
    for base in cls.__mro__:
        init = base.__dict__.get('__init__', _no_init)
        if init is not _no_init:
            cls.__init__ = init
            break
    else:
        cls.__init__ = object.__init__
    cls.__init__(self, *args, **kwargs)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base class for protocol classes: structure instead of inheritance."""
    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get('_is_protocol', False):
            cls._is_protocol = any(b is Protocol for b in cls.__bases__)
        if '__subclasshook__' not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_proto_hook)
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init


def runtime_checkable(cls):
    """Allows isinstance() and issubclass() with a protocol, by the presence of its members."""
    if not issubclass(cls, Generic) or not getattr(cls, '_is_protocol', False):
        raise TypeError(f'@runtime_checkable can be only applied to protocol classes, got {cls!r}')
    cls._is_runtime_protocol = True
    data = set()
    for name in cls.__protocol_attrs__:
        if not callable(getattr(cls, name, None)):
            data.add(name)
    cls.__non_callable_proto_members__ = data
    return cls


def is_protocol(tp, /):
    return isinstance(tp, type) and getattr(tp, '_is_protocol', False) and tp is not Protocol and tp != typing.Any


def get_protocol_members(tp, /):
    if not is_protocol(tp):
        raise TypeError(f'{tp!r} is not a Protocol')
    return frozenset(tp.__protocol_attrs__)


# typing hands these out through its __getattr__; Protocol must be there before the first protocol is made.
typing.Protocol = Protocol
T_co = TypeVar('T_co', covariant=True)
AnyStr = TypeVar('AnyStr', bytes, str)


def _supports(name, method, result, generic=False):
    def body(self): pass
    body.__name__ = method
    body.__qualname__ = f'{name}.{method}'
    body.__annotations__ = {'return': result}
    bases = (Protocol[T_co],) if generic else (Protocol,)
    from types import new_class
    cls = new_class(name, bases, {}, lambda ns: ns.update(
        {method: abstractmethod(body), '__slots__': (), '__doc__': f'An ABC with one abstract method {method}.',
         '__module__': 'typing'}))
    return runtime_checkable(cls)


SupportsInt = _supports('SupportsInt', '__int__', int)
SupportsFloat = _supports('SupportsFloat', '__float__', float)
SupportsComplex = _supports('SupportsComplex', '__complex__', complex)
SupportsBytes = _supports('SupportsBytes', '__bytes__', bytes)
SupportsIndex = _supports('SupportsIndex', '__index__', int)
SupportsAbs = _supports('SupportsAbs', '__abs__', T_co, True)
SupportsRound = _supports('SupportsRound', '__round__', T_co, True)


class IO(Generic[AnyStr]):
    """Generic base class for TextIO and BinaryIO."""
    __slots__ = ()


class BinaryIO(IO[bytes]):
    """Typed version of the return of open() in binary mode."""
    __slots__ = ()


class TextIO(IO[str]):
    """Typed version of the return of open() in text mode."""
    __slots__ = ()


_PROHIBITED = frozenset(('__new__', '__init__', '__slots__', '__getnewargs__', '_fields', '_field_defaults',
                         '_field_types', '_make', '_replace', '_asdict', '_source'))
_SPECIAL = frozenset(('__module__', '__name__', '__annotations__', '__static_attributes__', '__firstlineno__',
                      '__annotate_func__'))


def _make_nmtuple(name, types, module, defaults=()):
    from collections import namedtuple
    types = {n: _type_check(t, f'field {n} annotation must be a type') for n, t in types}
    nm = namedtuple(name, list(types), defaults=defaults, module=module)
    nm.__annotations__ = nm.__new__.__annotations__ = types
    return nm


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError('can only inherit from a NamedTuple type and Generic')
        bases = tuple(tuple if base is _NamedTuple else base for base in bases)
        types = _annotations_in(ns)
        defaults = []
        for name in types:
            if name in ns:
                defaults.append(name)
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default field"
                                f"{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}")
        nm = _make_nmtuple(typename, types.items(), ns['__module__'], [ns[n] for n in defaults])
        nm.__bases__ = bases
        if Generic in bases:
            nm.__class_getitem__ = classmethod(typing._generic_class_getitem)
        for key, val in ns.items():
            if key in _PROHIBITED:
                raise AttributeError('Cannot overwrite NamedTuple attribute ' + key)
            if key not in _SPECIAL:
                if key not in nm._fields:
                    setattr(nm, key, val)
                set_name = getattr(type(val), '__set_name__', None)
                if set_name is not None:
                    try:
                        set_name(val, nm, key)
                    except BaseException as e:
                        e.add_note(f'Error calling __set_name__ on {type(val).__name__!r} instance {key!r} in {typename!r}')
                        raise
        if Generic in bases:
            nm.__init_subclass__()
        return nm


_missing = object()


def NamedTuple(typename, fields=_missing, /, **kwargs):
    """Typed version of namedtuple."""
    if fields is _missing:
        if kwargs:
            how = 'Creating NamedTuple classes using keyword arguments'
        else:
            how = 'Failing to pass a value for the \'fields\' parameter'
        _deprecated_call(how, typename, 'NamedTuple')
        fields = kwargs.items() if kwargs else []
    elif fields is None:
        if kwargs:
            raise TypeError("Cannot pass `None` as the 'fields' parameter and also specify fields using keyword "
                            'arguments')
        _deprecated_call("Passing `None` as the 'fields' parameter", typename, 'NamedTuple')
        fields = []
    elif kwargs:
        raise TypeError('Either list of fields or keywords can be provided to NamedTuple, not both')
    nt = _make_nmtuple(typename, fields, _caller())
    nt.__orig_bases__ = (NamedTuple,)
    return nt


def _caller():
    return sys._getframe(2).f_globals.get('__name__', '__main__')


def _deprecated_call(how, typename, kind):
    import warnings
    form = f'`{typename} = {kind}({typename!r}, {"[]" if kind == "NamedTuple" else "{}"})`'
    if 'keyword' in how:
        text = f'{how} is deprecated and will be disallowed in Python 3.15. Use the class-based or functional syntax instead.'
    else:
        what = 'a NamedTuple class with 0 fields' if kind == 'NamedTuple' else 'a TypedDict class with 0 fields'
        text = (f'{how} is deprecated and will be disallowed in Python 3.15. To create {what} using the functional '
                f'syntax, pass an empty {"list" if kind == "NamedTuple" else "dictionary"}, e.g. {form}.')
    warnings.warn(text, DeprecationWarning, stacklevel=3)


_NamedTuple = type.__new__(NamedTupleMeta, 'NamedTuple', (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


def _qualifiers(annotation):
    """What stands around a key's type: 'r', 'n', 'o' for Required, NotRequired, ReadOnly."""
    found = set()
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = annotation.__origin__
        elif origin in (Required, NotRequired, ReadOnly):
            found.add({Required: 'r', NotRequired: 'n', ReadOnly: 'o'}[origin])
            annotation = annotation.__args__[0]
        else:
            return found


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError('cannot inherit from both a TypedDict type and a non-TypedDict base class')
        generic = (Generic,) if any(issubclass(b, Generic) for b in bases) else ()
        td = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        if not hasattr(td, '__orig_bases__'):
            td.__orig_bases__ = bases
        own = {n: _type_check(t, "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type",
                              module=td.__module__, allow_special_forms=True)
               for n, t in _annotations_in(ns).items()}
        annotations, required, optional, readonly, mutable = {}, set(), set(), set(), set()
        for base in bases:
            annotations.update(base.__annotations__)
            required |= base.__dict__.get('__required_keys__', set())
            required -= (gone := base.__dict__.get('__optional_keys__', set()))
            optional |= gone
            readonly |= base.__dict__.get('__readonly_keys__', set())
            mutable |= base.__dict__.get('__mutable_keys__', set())
        for key, value in own.items():
            marks = _qualifiers(value)
            if 'r' in marks or 'n' not in marks and total:
                required.add(key)
                optional.discard(key)
            else:
                optional.add(key)
                required.discard(key)
            if 'o' in marks:
                if key in mutable:
                    raise TypeError(f'Cannot override mutable key {key!r} with read-only key')
                readonly.add(key)
            else:
                mutable.add(key)
                readonly.discard(key)
        annotations.update(own)
        td.__annotations__ = annotations
        td.__required_keys__, td.__optional_keys__ = frozenset(required), frozenset(optional)
        td.__readonly_keys__, td.__mutable_keys__ = frozenset(readonly), frozenset(mutable)
        td.__total__ = total
        return td

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=_missing, /, *, total=True):
    """A plain dict with named, typed keys."""
    if fields is _missing or fields is None:
        how = "Failing to pass a value for the 'fields' parameter" if fields is _missing \
            else "Passing `None` as the 'fields' parameter"
        _deprecated_call(how, typename, 'TypedDict')
        fields = {}
    ns = {'__annotations__': dict(fields), '__module__': _caller()}
    td = _TypedDictMeta(typename, (), ns, total=total)
    td.__orig_bases__ = (TypedDict,)
    return td


_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta) and tp is not _TypedDict


class NewType:
    """A distinct type for the type checker, the identity function at run time."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition('.')[2]
        self.__supertype__ = tp
        module = sys._getframe(1).f_globals.get('__name__', '__main__')
        if module != 'typing':
            self.__module__ = module

    def __call__(self, x, /):
        return x

    def __mro_entries__(self, bases):
        name = self.__name__

        class Dummy:
            def __init_subclass__(cls):
                raise TypeError(f'Cannot subclass an instance of NewType. Perhaps you were looking for: '
                                f'`{cls.__name__} = NewType({cls.__name__!r}, {name})`')
        return (Dummy,)

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def get_overloads(func):
    """All the variants registered by @overload for the function."""
    f = getattr(func, '__func__', func)
    return list(_overloads.get((getattr(f, '__module__', None), f.__qualname__), {}).values())


def clear_overloads():
    _overloads.clear()


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    if isinstance(arg, type):
        for key in dir(arg):
            obj = getattr(arg, key)
            if not hasattr(obj, '__qualname__') or obj.__qualname__ != f'{arg.__qualname__}.{obj.__name__}' \
                    or getattr(obj, '__module__', None) != arg.__module__:
                continue
            if isinstance(obj, (_FunctionType, type(no_type_check.__get__(1)))):
                getattr(obj, '__func__', obj).__no_type_check__ = True
            elif isinstance(obj, type):
                no_type_check(obj)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    import functools
    import warnings
    warnings.warn("'typing.no_type_check_decorator' is deprecated and slated for removal in Python 3.15",
                  DeprecationWarning, stacklevel=2)

    @functools.wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return wrapped


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + '...'
    raise AssertionError(f'Expected code to be unreachable, but got: {value}')


def reveal_type(obj, /):
    print(f'Runtime type is {type(obj).__name__!r}', file=sys.stderr)
    return obj


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, frozen_default=False,
                        field_specifiers=(), **kwargs):
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            'eq_default': eq_default, 'order_default': order_default, 'kw_only_default': kw_only_default,
            'frozen_default': frozen_default, 'field_specifiers': field_specifiers, 'kwargs': kwargs}
        return cls_or_fn
    return decorator
