"""Shallow and deep copies."""
__all__ = ['Error', 'copy', 'deepcopy', 'replace']


class Error(Exception):
    pass


error = Error
_FunctionType = type(lambda: 0)
# What is its own copy.
_ATOMIC = frozenset((type(None), int, float, bool, complex, str, bytes, type, range, property, type(...),
                     type(NotImplemented), _FunctionType, type(len), type(_FunctionType.__code__.__get__(lambda: 0)),
                     slice))
_SHALLOW_ATOMIC = _ATOMIC | {tuple, frozenset}
_COPIED = frozenset((list, dict, set, bytearray))


def copy(x):
    cls = type(x)
    if cls in _SHALLOW_ATOMIC:
        return x
    if cls in _COPIED:
        return x.copy()
    if issubclass(cls, type):
        return x
    copier = getattr(cls, '__copy__', None)
    if copier is not None:
        return copier(x)
    rv = _reduced(x, cls, 'un(shallow)copyable object of type %s')
    return x if isinstance(rv, str) else _reconstruct(x, None, *rv)


def _reduced(x, cls, message):
    from copyreg import dispatch_table
    reductor = dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    if _is_ref(cls):
        return repr(x)
    reductor = getattr(x, '__reduce_ex__', None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, '__reduce__', None)
    if reductor is not None:
        return reductor()
    raise Error(message % cls)


def _is_ref(cls):
    from _weakref import ref
    return cls is ref


def deepcopy(x, memo=None, _nil=[]):
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if memo is None:
        memo = {}
    else:
        y = memo.get(id(x), _nil)
        if y is not _nil:
            return y
    if cls is list:
        memo[id(x)] = y = []
        for v in x:
            y.append(deepcopy(v, memo))
    elif cls is dict:
        memo[id(x)] = y = {}
        for k, v in x.items():
            y[deepcopy(k, memo)] = deepcopy(v, memo)
    elif cls is tuple:
        y = [deepcopy(v, memo) for v in x]
        # A copy may have been made meanwhile, where the tuple contains itself by way of a list.
        if id(x) in memo:
            return memo[id(x)]
        for a, b in zip(x, y):
            if a is not b:
                y = tuple(y)
                break
        else:
            y = x
    elif cls is type(deepcopy.__get__(x)):
        y = cls(x.__func__, deepcopy(x.__self__, memo))
    elif issubclass(cls, type):
        y = x
    else:
        copier = getattr(x, '__deepcopy__', None)
        if copier is not None:
            y = copier(memo)
        else:
            rv = _reduced(x, cls, 'un(deep)copyable object of type %s')
            y = x if isinstance(rv, str) else _reconstruct(x, memo, *rv)
    if y is not x:
        memo[id(x)] = y
        # Keeps x alive as long as the memo: its id must not come back.
        try:
            memo[id(memo)].append(x)
        except KeyError:
            memo[id(memo)] = [x]
    return y


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None, *, deepcopy=deepcopy):
    deep = memo is not None
    if deep and args:
        args = (deepcopy(arg, memo) for arg in args)
    y = func(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, '__setstate__'):
            y.__setstate__(state)
        else:
            slotstate = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slotstate = state
            if state is not None:
                y.__dict__.update(state)
            if slotstate is not None:
                for key, value in slotstate.items():
                    setattr(y, key, value)
    if listiter is not None:
        for item in listiter:
            y.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            y[key] = value
    return y


def replace(obj, /, **changes):
    """A new object like this one, with some fields changed, by its __replace__()."""
    cls = obj.__class__
    func = getattr(cls, '__replace__', None)
    if func is None:
        raise TypeError(f'replace() does not support {cls.__name__} objects')
    return func(obj, **changes)
