"""Type parameters and type aliases: what the statements `class C[T]`, `def f[T]` and `type X = ...` make. Part of `typing`."""
import sys

__name__ = 'typing'
Union = type(int | str)


def _caller(depth):
    return sys._getframe(depth + 1).f_globals.get('__name__')


def _final(cls):
    def refuse(sub, **kwargs):
        raise TypeError(f"type 'typing.{cls.__name__}' is not an acceptable base type")
    cls.__init_subclass__ = classmethod(refuse)
    return cls


def _fixed(name):
    """An attribute that is set once, in the hidden slot of that name."""
    slot = '_' + name.strip('_')

    def get(self):
        return getattr(self, slot)

    def refuse(self, value):
        raise AttributeError(f"attribute '{name}' of 'typing.{type(self).__name__}' objects is not writable")
    return property(get, refuse, refuse)


def _lazy(name):
    """An attribute that is a value, or what a function says that is called when somebody asks the first time."""
    slot, thunk = '_' + name.strip('_'), '_make_' + name.strip('_')

    def get(self):
        value = getattr(self, slot)
        if value is _later:
            value = getattr(self, thunk)()
            setattr(self, slot, value)
        return value

    def refuse(self, value):
        raise AttributeError(f"attribute '{name}' of 'typing.{type(self).__name__}' objects is not writable")
    return property(get, refuse, refuse)


def _evaluator(name):
    """The function behind a lazy attribute: the compiler's, or one for a value that is there already."""
    slot, thunk = '_' + name, '_make_' + name

    def get(self):
        make = getattr(self, thunk)
        if make is not None:
            return make
        value = getattr(self, slot)
        return None if value is None or value is NoDefault or name == 'constraints' and not value else _const(value)

    def refuse(self, value):
        raise AttributeError(f"attribute 'evaluate_{name}' of 'typing.{type(self).__name__}' objects is not writable")
    return property(get, refuse, refuse)


_later = object()


class _ConstEvaluator:
    __slots__ = ('_value',)
    __module__ = '_typing'

    def __new__(cls, *args, **kwargs):
        raise TypeError("cannot create '_typing._ConstEvaluator' instances")

    def __init_subclass__(cls):
        raise TypeError("type '_typing._ConstEvaluator' is not an acceptable base type")

    def __repr__(self):
        return f'<constevaluator {self._value!r}>'

    def __call__(self, format=1, /):
        if not isinstance(format, int):
            raise TypeError(f"'{type(format).__name__}' object cannot be interpreted as an integer")
        value = self._value
        if format != 4:
            return value
        if isinstance(value, tuple):
            return f"({', '.join(map(_type_repr, value))}{',' * (len(value) == 1)})"
        return _type_repr(value)


def _const(value):
    new = object.__new__(_ConstEvaluator)
    new._value = value
    return new


def _type_repr(value):
    from types import GenericAlias
    if value is ...:
        return '...'
    if value is None or value is type(None):
        return 'None'
    if isinstance(value, type) and not isinstance(value, GenericAlias):
        module = value.__module__
        return value.__qualname__ if module in (None, 'builtins') else f'{module}.{value.__qualname__}'
    return repr(value)


def _annotations_of(cls):
    """The annotations of a class itself; a name that is not there yet is a forward reference where `annotationlib` is there to make one."""
    try:
        return getattr(cls, '__annotations__', {})
    except NameError:
        try:
            import annotationlib
        except ImportError:
            pass
        else:
            return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)
        raise


def _annotations_in(namespace):
    """The annotations in the namespace of a class that is being made."""
    if '__annotations__' in namespace:
        return namespace['__annotations__']
    annotate = namespace.get('__annotate_func__', namespace.get('__annotate__'))
    return {} if annotate is None else annotate(1)


class NoDefaultType:
    """The type of the NoDefault singleton."""
    __slots__ = ()
    __module__ = 'builtins'

    def __new__(cls):
        return NoDefault

    def __init_subclass__(cls):
        raise TypeError("type 'NoDefaultType' is not an acceptable base type")

    def __repr__(self):
        return 'typing.NoDefault'

    def __reduce__(self):
        return 'NoDefault'


NoDefault = object.__new__(NoDefaultType)


def _idfunc(x, /):
    return x


def _typing(name, *args):
    import typing
    return getattr(typing, name)(*args)


def _checked(arg, message):
    return _typing('_type_check', arg, message)


class _Parameter:
    """What the three kinds of type parameters share."""
    __slots__ = ()
    __name__ = _fixed('__name__')
    __default__ = _lazy('__default__')

    evaluate_default = _evaluator('default')

    def has_default(self):
        return self._default is not NoDefault

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]

    def __reduce__(self):
        return self._name

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')

    def _start(self, name, default):
        if not isinstance(name, str):
            what = type(self).__name__.lower()
            raise TypeError(f"{what}() argument 'name' must be str, not {type(name).__name__}")
        self._name = name
        self._default = default
        self._make_default = None


class _Varied(_Parameter):
    """A parameter that has a variance."""
    __slots__ = ()
    __covariant__ = _fixed('__covariant__')
    __contravariant__ = _fixed('__contravariant__')
    __infer_variance__ = _fixed('__infer_variance__')

    def _vary(self, covariant, contravariant, infer_variance):
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if infer_variance and (covariant or contravariant):
            raise ValueError('Variance cannot be specified with infer_variance.')
        self._covariant = bool(covariant)
        self._contravariant = bool(contravariant)
        self._infer_variance = bool(infer_variance)

    def __repr__(self):
        if self._infer_variance:
            return self._name
        return ('+' if self._covariant else '-' if self._contravariant else '~') + self._name


class TypeVar(_Varied):
    """Type variable."""
    __bound__ = _lazy('__bound__')
    __constraints__ = _lazy('__constraints__')
    evaluate_bound = _evaluator('bound')
    evaluate_constraints = _evaluator('constraints')

    def __init__(self, name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False,
                 infer_variance=False):
        self._start(name, default)
        self._vary(covariant, contravariant, infer_variance)
        self._make_bound = self._make_constraints = None
        if bound is not None:
            bound = _checked(bound, 'Bound must be a type.')
        if len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        if constraints and bound is not None:
            raise TypeError('Constraints cannot be combined with bound=...')
        self._bound = bound
        self._constraints = constraints
        self.__module__ = _caller(1)

    def __typing_subst__(self, arg, /):
        return _typing('_typevar_subst', self, arg)

    def __typing_prepare_subst__(self, alias, args, /):
        params = alias.__parameters__
        index = params.index(self)
        if index < len(args):
            return args
        if index == len(args) and self.has_default():
            return (*args, self.__default__)
        raise TypeError(f'Too few arguments for {alias}; actual {len(args)}, expected {len(params)}')


class _ParamSpecPart:
    __slots__ = ('_origin',)
    __origin__ = _fixed('__origin__')

    def __init__(self, origin):
        self._origin = origin

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self._origin == other._origin

    __hash__ = None

    def __repr__(self):
        return f'{self._origin.__name__}.{self._word}'

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')


class ParamSpecArgs(_ParamSpecPart):
    """The args for a ParamSpec object."""
    __slots__ = ()
    _word = 'args'


class ParamSpecKwargs(_ParamSpecPart):
    """The kwargs for a ParamSpec object."""
    __slots__ = ()
    _word = 'kwargs'


class ParamSpec(_Varied):
    """Parameter specification variable."""
    __bound__ = _fixed('__bound__')

    def __init__(self, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False,
                 infer_variance=False):
        self._start(name, default)
        self._vary(covariant, contravariant, infer_variance)
        self._bound = None if bound is None else _checked(bound, 'Bound must be a type.')
        self.__module__ = _caller(1)

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __typing_subst__(self, arg, /):
        return _typing('_paramspec_subst', self, arg)

    def __typing_prepare_subst__(self, alias, args, /):
        return _typing('_paramspec_prepare_subst', self, alias, args)


class TypeVarTuple(_Parameter):
    """Type variable tuple."""

    def __init__(self, name, *, default=NoDefault):
        self._start(name, default)
        self.__module__ = _caller(1)

    def __repr__(self):
        return self._name

    def __iter__(self):
        import typing
        yield typing.Unpack[self]

    def __typing_subst__(self, arg, /):
        raise TypeError('Substitution of bare TypeVarTuple is not supported')

    def __typing_prepare_subst__(self, alias, args, /):
        return _typing('_typevartuple_prepare_subst', self, alias, args)


def _unionable(t):
    return t is None or isinstance(t, (type, type(list[int]), TypeAliasType, Union))


class TypeAliasType:
    """Type alias."""
    __name__ = _fixed('__name__')
    __type_params__ = _fixed('__type_params__')
    __value__ = _lazy('__value__')
    evaluate_value = _evaluator('value')

    def __init__(self, name, value, *, type_params=()):
        if not isinstance(name, str):
            raise TypeError(f"typealias() argument 'name' must be str, not {type(name).__name__}")
        if not isinstance(type_params, tuple):
            raise TypeError('type_params must be a tuple')
        self._name = name
        self._value = value
        self._make_value = None
        self._type_params = type_params
        self.__module__ = _caller(1)

    @property
    def __parameters__(self):
        out = []
        for p in self._type_params:
            out.extend(p) if isinstance(p, TypeVarTuple) else out.append(p)
        return tuple(out)

    def __repr__(self):
        return self._name

    def __reduce__(self):
        return self._name

    def __getitem__(self, args):
        if not self._type_params:
            raise TypeError('Only generic type aliases are subscriptable')
        return type(list[int])(self, args)

    def __or__(self, right):
        return Union[self, right] if _unionable(right) else NotImplemented

    def __ror__(self, left):
        return Union[left, self] if _unionable(left) else NotImplemented


class Generic:
    """Abstract base class for generic types."""
    __slots__ = ()
    _is_protocol = False

    @classmethod
    def __class_getitem__(cls, params):
        return _typing('_generic_class_getitem', cls, params)

    @classmethod
    def __init_subclass__(cls, *args, **kwargs):
        return _typing('_generic_init_subclass', cls, *args, **kwargs)


for _c in TypeVar, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeVarTuple, TypeAliasType:
    _final(_c)
del _c


# What the compiled code calls: `_make_` and the name of the intrinsic.

def _make_TypeVar(name):
    t = TypeVar(name, infer_variance=True)
    t.__module__ = _caller(1)
    return t


def _make_TypeVarWithBound(name, bound):
    t = _make_TypeVar(name)
    t.__module__ = _caller(1)
    t._bound, t._make_bound = _later, bound
    return t


def _make_TypeVarWithConstraints(name, constraints):
    t = _make_TypeVar(name)
    t.__module__ = _caller(1)
    t._constraints, t._make_constraints = _later, constraints
    return t


def _make_ParamSpec(name):
    p = ParamSpec(name, infer_variance=True)
    p.__module__ = _caller(1)
    return p


def _make_TypeVarTuple(name):
    t = TypeVarTuple(name)
    t.__module__ = _caller(1)
    return t


def _make_SetTypeParamDefault(param, default):
    param._default, param._make_default = _later, default
    return param


def _make_SubscriptGeneric(params):
    import typing
    return Generic[tuple(typing.Unpack[p] if isinstance(p, TypeVarTuple) else p for p in params)]


def _make_TypeAlias(parts):
    name, params, value = parts
    alias = TypeAliasType(name, None, type_params=() if params is None else params)
    alias._value, alias._make_value = _later, value
    alias.__module__ = _caller(1)
    return alias
