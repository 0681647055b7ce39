"""Tools for functions: wrapping, caching, ordering, dispatch on the type of an argument."""
from _functools import partial, reduce, cmp_to_key, _lru_cache_wrapper

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering', 'cache',
           'cmp_to_key', 'lru_cache', 'reduce', 'partial', 'partialmethod', 'singledispatch',
           'singledispatchmethod', 'cached_property']

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotate__', '__type_params__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            setattr(wrapper, name, getattr(wrapped, name))
        except AttributeError:
            pass
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# Each comparison from each root: (calls the root with, negates, combines with equality).
# A `not` turns the answer round; 'or'/'and' mixes in == or !=.
_DERIVED = {
    '__lt__': {'__gt__': (True, 'and'), '__le__': (False, 'or'), '__ge__': (True, None)},
    '__le__': {'__ge__': (True, 'or'), '__lt__': (False, 'and'), '__gt__': (True, None)},
    '__gt__': {'__lt__': (True, 'and'), '__ge__': (False, 'or'), '__le__': (True, None)},
    '__ge__': {'__le__': (True, 'or'), '__gt__': (False, 'and'), '__lt__': (True, None)},
}


def _derived_comparison(root, negate, combine):
    def compare(self, other):
        answer = getattr(type(self), root)(self, other)
        if answer is NotImplemented:
            return answer
        if negate:
            answer = not answer
        if combine == 'or':
            return answer or self == other
        if combine == 'and':
            return answer and self != other
        return answer
    return compare


def total_ordering(cls):
    roots = [op for op in _DERIVED if getattr(cls, op, None) is not getattr(object, op, None)]
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = '__lt__' if '__lt__' in roots else max(roots)
    for name, (negate, combine) in _DERIVED[root].items():
        if name not in roots:
            method = _derived_comparison(root, negate, combine)
            method.__name__ = name
            setattr(cls, name, method)
    return cls


_CacheInfo = None


def lru_cache(maxsize=128, typed=False):
    global _CacheInfo
    if _CacheInfo is None:
        from collections import namedtuple
        _CacheInfo = namedtuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'], module='functools')

    def decorating_function(user_function, size=maxsize):
        wrapper = _lru_cache_wrapper(user_function, size, typed, _CacheInfo)
        wrapper.cache_parameters = lambda: {'maxsize': size, 'typed': typed}
        return update_wrapper(wrapper, user_function)

    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return decorating_function(maxsize, 128)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')
    return lambda user_function: decorating_function(user_function, maxsize)


def cache(user_function, /):
    return lru_cache(maxsize=None)(user_function)


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func, self.args, self.keywords = func, args, keywords

    def __repr__(self):
        cls = type(self)
        parts = [repr(self.func), *map(repr, self.args), *(f'{k}={v!r}' for k, v in self.keywords.items())]
        return f'{cls.__module__}.{cls.__qualname__}({", ".join(parts)})'

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, '__get__', None)
        if get is not None and not isinstance(self.func, partial):
            bound = get(obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)

    __class_getitem__ = classmethod(type(list[int]))


_MISSING = object()


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError('Cannot assign the same cached_property to two different names '
                            f'({self.attrname!r} and {name!r}).')

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        try:
            values = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache "
                            f"{name!r} property.") from None
        value = values.get(name, _MISSING)
        if value is _MISSING:
            value = self.func(instance)
            try:
                values[name] = value
            except TypeError:
                raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} instance does not support "
                                f"item assignment for caching {name!r} property.") from None
        return value

    __class_getitem__ = classmethod(type(list[int]))


def _best_match(cls, registry):
    """The registered type that serves `cls`: nearest in its MRO, where an abstract class that `cls` only
    pretends to inherit stands right behind the last class of the MRO that fulfils it."""
    mro = cls.__mro__
    best = rank = None
    rivals = []
    for t in registry:
        if t in mro:
            place = mro.index(t)
        elif t is object:
            place = len(mro)
        else:
            try:
                if not issubclass(cls, t):
                    continue
            except TypeError:
                continue
            i = max(i for i, c in enumerate(mro) if issubclass(c, t))
            # Abstract bases that are written down go first.
            place = max([i] + [mro.index(b) for b in mro[i].__bases__ if hasattr(b, '__abstractmethods__')]) + 0.5
        if rank is None or place < rank:
            best, rank, rivals = t, place, []
        elif place == rank:
            if issubclass(t, best):
                best = t
            elif not issubclass(best, t):
                rivals.append(t)
    for t in rivals:
        if not issubclass(best, t):
            raise RuntimeError(f'Ambiguous dispatch: {best} or {t}')
    return best


def singledispatch(func):
    registry = {}
    dispatch_cache = {}
    cache_token = None

    def dispatch(cls):
        nonlocal cache_token
        if cache_token is not None:
            from abc import get_cache_token
            current = get_cache_token()
            if cache_token != current:
                dispatch_cache.clear()
                cache_token = current
        found = dispatch_cache.get(cls)
        if found is None:
            found = registry.get(cls)
            if found is None:
                found = registry[_best_match(cls, registry)]
            dispatch_cache[cls] = found
        return found

    def is_union(t):
        return isinstance(t, type(int | str))

    def valid(t):
        if isinstance(t, type) and not isinstance(t, type(list[int])):
            return True
        return is_union(t) and all(isinstance(a, type) for a in t.__args__)

    def register(cls, func=None):
        nonlocal cache_token
        if valid(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f'Invalid first argument to `register()`. {cls!r} is not a class or union type.')
            ann = getattr(cls, '__annotations__', {})
            if not ann:
                raise TypeError(f'Invalid first argument to `register()`: {cls!r}. '
                                'Use either `@register(some_class)` or plain `@register` on an annotated function.')
            func = cls
            from typing import get_type_hints
            argname, cls = next(iter(get_type_hints(func).items()))
            if not valid(cls):
                if is_union(cls):
                    raise TypeError(f'Invalid annotation for {argname!r}. {cls!r} not all arguments are classes.')
                raise TypeError(f'Invalid annotation for {argname!r}. {cls!r} is not a class.')
        for t in cls.__args__ if is_union(cls) else (cls,):
            registry[t] = func
            if cache_token is None and hasattr(t, '__abstractmethods__'):
                from abc import get_cache_token
                cache_token = get_cache_token()
        dispatch_cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{funcname} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, '__name__', 'singledispatch function')
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = type(type.__dict__)(registry)
    wrapper._clear_cache = dispatch_cache.clear
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        funcname = getattr(self.func, '__name__', 'singledispatchmethod method')

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f'{funcname} requires at least 1 positional argument')
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        return update_wrapper(_method, self.func)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)
