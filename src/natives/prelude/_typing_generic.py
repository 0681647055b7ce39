"""What the native type variables and Generic call for substitution and for classes. Part of `typing`."""
import typing
from typing import (_check_count, _collect_parameters, _GenericAlias, _is_param_expr, _type_check, _type_convert,
                    _unpack_args, _UnpackGenericAlias, Generic, GenericAlias, ParamSpec, TypeVar, TypeVarTuple, Unpack)

__name__ = 'typing'


def _typevartuple_prepare_subst(self, alias, args):
    params = alias.__parameters__
    index = params.index(self)
    for param in params[index + 1:]:
        if isinstance(param, TypeVarTuple):
            raise TypeError(f'More than one TypeVarTuple parameter in {alias}')
    left, right = index, len(params) - index - 1
    # `*tuple[int, ...]` gives as many ints as it takes.
    spread = [k for k, a in enumerate(args) if not isinstance(a, type) or isinstance(a, GenericAlias)
              if len(inner := getattr(a, '__typing_unpacked_tuple_args__', None) or ()) == 2 and inner[1] is ...]
    if len(spread) > 1:
        raise TypeError('More than one unpacked arbitrary-length tuple argument')
    if spread:
        filler = args[spread[0]].__typing_unpacked_tuple_args__[0]
        left, right = min(left, spread[0]), min(right, len(args) - spread[0] - 1)
        return (*args[:left], *[filler] * (index - left), tuple(args[left:len(args) - right]),
                *[filler] * (len(params) - right - index - 1), *args[len(args) - right:])
    if index + right > len(args):
        raise TypeError(f'Too few arguments for {alias}; actual {len(args)}, expected at least {len(params) - 1}')
    middle = args[index:len(args) - right]
    if not middle and self.has_default():
        middle = tuple(_unpack_args(self.__default__))
    return (*args[:index], tuple(middle), *args[len(args) - right:])


def _paramspec_subst(self, arg):
    if isinstance(arg, (list, tuple)):
        return tuple(_type_check(a, 'Expected a type.') for a in arg)
    if not _is_param_expr(arg):
        raise TypeError(f'Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}')
    return arg


def _paramspec_prepare_subst(self, alias, args):
    params = alias.__parameters__
    i = params.index(self)
    if i == len(args) and self.has_default():
        args = (*args, self.__default__)
    if i >= len(args):
        raise TypeError(f'Too few arguments for {alias}')
    if len(params) == 1 and not _is_param_expr(args[0]):
        return (args,)
    if isinstance(args[i], list):
        args = (*args[:i], tuple(args[i]), *args[i + 1:])
    return args


def _generic_class_getitem(cls, args):
    if not isinstance(args, tuple):
        args = (args,)
    args = tuple(_type_convert(a) for a in args)
    if cls is Generic or cls is vars(typing).get('Protocol'):
        if not args:
            raise TypeError(f'Parameter list to {cls.__qualname__}[...] cannot be empty')
        args = tuple(_unpacked_parameter(a) for a in args)
        if not all(isinstance(p, (TypeVar, ParamSpec, TypeVarTuple)) for p in args):
            raise TypeError(f'Parameters to {cls.__name__}[...] must all be type variables or parameter '
                            'specification variables.')
        if len(set(args)) != len(args):
            raise TypeError(f'Parameters to {cls.__name__}[...] must all be unique')
        return _GenericAlias(cls, tuple(Unpack[a] if isinstance(a, TypeVarTuple) else a for a in args))
    params = cls.__parameters__
    for param in params:
        prepare = getattr(param, '__typing_prepare_subst__', None)
        if prepare is not None:
            args = prepare(cls, args)
    if not params:
        raise TypeError(f'{cls} is not a generic class')
    _check_count(cls, args, params)
    new = []
    for param, arg in zip(params, args):
        if isinstance(param, TypeVarTuple):
            new.extend(arg)
        else:
            new.append(arg)
    new.extend(args[len(params):])
    return _GenericAlias(cls, tuple(new))


def _unpacked_parameter(a):
    return a.__args__[0] if isinstance(a, _UnpackGenericAlias) and isinstance(a.__args__[0], TypeVarTuple) else a


def _generic_init_subclass(cls, *args, **kwargs):
    super(Generic, cls).__init_subclass__(*args, **kwargs)
    bases = cls.__dict__.get('__orig_bases__')
    if bases is None:
        if Generic in cls.__bases__ and cls.__name__ != 'Protocol' and type(cls).__name__ != '_TypedDictMeta':
            raise TypeError('Cannot inherit from plain Generic')
        cls.__parameters__ = ()
        return
    if Generic in bases:
        raise TypeError('Cannot inherit from plain Generic')
    tvars = _collect_parameters(bases)
    listed = None
    for base in bases:
        if isinstance(base, _GenericAlias) and base.__origin__ in (Generic, vars(typing).get('Protocol')):
            if base.__origin__ is Generic or listed is None:
                if listed is not None and base.__origin__ is Generic and the_base == 'Generic':
                    raise TypeError('Cannot inherit from Generic[...] multiple times.')
                listed, the_base = base.__parameters__, base.__origin__.__name__
    if listed is not None:
        missing = [t for t in tvars if t not in listed]
        if missing:
            raise TypeError(f"Some type variables ({', '.join(map(str, missing))}) are not listed in "
                            f"{the_base}[{', '.join(map(str, listed))}]")
        tvars = listed
    cls.__parameters__ = tuple(tvars)
