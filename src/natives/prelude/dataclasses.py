"""Classes from annotated fields: the methods are written as text and compiled once per class."""
import sys
from _typing import _annotations_of

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict',
           'astuple', 'make_dataclass', 'replace', 'is_dataclass']

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_GenericAlias = type(list[int])


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()


class _Kind:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD, _FIELD_CLASSVAR, _FIELD_INITVAR = _Kind('_FIELD'), _Kind('_FIELD_CLASSVAR'), _Kind('_FIELD_INITVAR')


class InitVar:
    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        t = self.type
        return f'dataclasses.InitVar[{t.__name__ if isinstance(t, type) and not isinstance(t, _GenericAlias) else repr(t)}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


def _recursive_repr(user_function):
    from _thread import get_ident
    running = set()

    def __repr__(self):
        key = id(self), get_ident()
        if key in running:
            return '...'
        running.add(key)
        try:
            return user_function(self)
        finally:
            running.discard(key)
    __repr__.__wrapped__ = user_function
    return __repr__


class Field:
    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata',
                 'kw_only', 'doc', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, doc):
        self.name = self.type = self._field_type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata = type(type.__dict__)({} if metadata is None else metadata)
        self.kw_only, self.doc = kw_only, doc

    @_recursive_repr
    def __repr__(self):
        names = 'name type default default_factory init repr hash compare metadata kw_only doc _field_type'
        shown = ','.join(f'{n}={getattr(self, n)!r}' for n in names.split())
        return f'Field({shown})'

    def __set_name__(self, owner, name):
        hook = getattr(type(self.default), '__set_name__', None)
        if hook:
            hook(self.default, owner, name)

    __class_getitem__ = classmethod(_GenericAlias)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen', 'match_args', 'kw_only', 'slots', 'weakref_slot')

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        return '_DataclassParams(' + ','.join(f'{n}={getattr(self, n)!r}' for n in self.__slots__) + ')'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING, doc=None):
    """Describes one field where its annotation and default do not say enough."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


def _is_classvar(t):
    typing = sys.modules.get('typing')
    return typing is not None and (t is typing.ClassVar or getattr(t, '__origin__', None) is typing.ClassVar)


def _is_initvar(t):
    return t is InitVar or type(t) is InitVar


def _word(text):
    """The word that a text starts with, and the rest."""
    text = text.lstrip()
    n = 0
    while n < len(text) and (text[n].isalnum() or text[n] == '_'):
        n += 1
    return text[:n], text[n:].lstrip()


def _means(annotation, cls, module, test):
    """Whether the text of an annotation starts with `name` or `prefix.name`, and the name means, in the class's module,
    what the test looks for."""
    first, rest = _word(annotation)
    ns = sys.modules.get(cls.__module__)
    if not first or ns is None:
        return False
    ns = ns.__dict__
    if rest.startswith('.'):
        first, prefix = _word(rest[1:])[0], first
        if not first or module is None or ns.get(prefix) is not module:
            return False
        ns = module.__dict__
    return test(ns.get(first))


def _get_field(cls, name, annotation, default_kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == 'member_descriptor':
            # A slot of the class body, not a default.
            default = MISSING
        f = field(default=default)
    f.name, f.type = name, annotation
    kind = _FIELD
    text = isinstance(annotation, str)
    if _is_classvar(annotation) or text and _means(annotation, cls, sys.modules.get('typing'), _is_classvar):
        kind = _FIELD_CLASSVAR
    elif _is_initvar(annotation) or text and _means(annotation, cls, sys.modules[__name__], _is_initvar):
        kind = _FIELD_INITVAR
    f._field_type = kind
    if kind is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f'field {name} cannot have a default factory')
    if kind is _FIELD_CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f'field {name} is a ClassVar but specifies kw_only')
    elif f.kw_only is MISSING:
        f.kw_only = default_kw_only
    if kind is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {name} is not allowed: use default_factory')
    return f


def _init_lines(init_fields, has_post_init, frozen, scope):
    """The text of __init__. Defaults and factories are free variables, named after their field."""
    params, keyword_params, body = [], [], []
    seen = None
    for f in init_fields:
        if not f.init or f.kw_only:
            continue
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen = f
        elif seen:
            raise TypeError(f'non-default argument {f.name!r} follows default argument {seen.name!r}')
    for f in init_fields:
        name = f.name
        if f.init:
            if f.default is not MISSING:
                scope[f'__dataclass_dflt_{name}__'] = f.default
                param = f'{name}=__dataclass_dflt_{name}__'
            elif f.default_factory is not MISSING:
                param = f'{name}=__dataclass_no_value__'
            else:
                param = name
            (keyword_params if f.kw_only else params).append(param)
        if f._field_type is not _FIELD:
            continue
        if f.default_factory is not MISSING:
            scope[f'__dataclass_factory_{name}__'] = f.default_factory
            value = f'__dataclass_factory_{name}__()'
            if f.init:
                value = f'{value} if {name} is __dataclass_no_value__ else {name}'
        elif f.init:
            value = name
        elif f.default is not MISSING and scope['_slots']:
            scope[f'__dataclass_dflt_{name}__'] = f.default
            value = f'__dataclass_dflt_{name}__'
        else:
            continue
        me = scope['_self']
        body.append(f'__dataclass_set__({me}, {name!r}, {value})' if frozen else f'{me}.{name} = {value}')
    me = scope['_self']
    if has_post_init:
        given = ', '.join(f.name for f in init_fields if f._field_type is _FIELD_INITVAR)
        body.append(f'{me}.__post_init__({given})')
    if keyword_params:
        params += ['*'] + keyword_params
    return [f' def __init__({", ".join([me] + params)}):'] + ['  ' + line for line in body or ['pass']]


def _annotation_text(annotation):
    if getattr(annotation, '__module__', None) == 'typing':
        return repr(annotation).replace('typing.', '')
    if isinstance(annotation, type) and not isinstance(annotation, _GenericAlias):
        if annotation.__module__ == 'builtins':
            return annotation.__qualname__
        return f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation)


def _doc(cls, init_fields):
    parts, keyword_parts = [], []
    for f in init_fields:
        if f.init:
            text = f'{f.name}: {_annotation_text(f.type)}'
            if f.default is not MISSING:
                text += f' = {f.default!r}'
            elif f.default_factory is not MISSING:
                text += ' = <factory>'
            (keyword_parts if f.kw_only else parts).append(text)
    if keyword_parts:
        parts += ['*'] + keyword_parts
    return f'{cls.__name__}({", ".join(parts)})'


def _cannot_overwrite(cls, name, more=''):
    return TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}{more}')


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    all_fields = {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot))
    any_frozen = any_dataclass = False
    all_frozen = None
    for base in cls.__mro__[-1:0:-1]:
        inherited = getattr(base, _FIELDS, None)
        if inherited is not None:
            any_dataclass = True
            all_fields.update(inherited)
            is_frozen = getattr(base, _PARAMS).frozen
            all_frozen = is_frozen if all_frozen is None else all_frozen and is_frozen
            any_frozen = any_frozen or is_frozen
    annotations = _annotations_of(cls)
    own, seen_kw_only, default_kw_only = [], False, kw_only
    dataclasses = sys.modules[__name__]
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or isinstance(annotation, str) and _means(annotation, cls, dataclasses, lambda t: t is KW_ONLY):
            if seen_kw_only:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            seen_kw_only = default_kw_only = True
        else:
            own.append(_get_field(cls, name, annotation, default_kw_only))
    for f in own:
        all_fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    if any_dataclass:
        if any_frozen and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if all_frozen is False and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    setattr(cls, _FIELDS, all_fields)
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (class_hash is MISSING or class_hash is None and '__eq__' in cls.__dict__)
    if order and not eq:
        raise ValueError('eq must be true if order is true')

    instance_fields = [f for f in all_fields.values() if f._field_type is _FIELD]
    init_fields = [f for f in all_fields.values() if f._field_type is not _FIELD_CLASSVAR]
    # The class that the methods are for: with slots it is made anew at the end.
    home = [cls]
    scope = {'__dataclass_no_value__': _HAS_DEFAULT_FACTORY, '_cls': cls, '_home': home, '__dataclass_set__': object.__setattr__, '_slots': slots,
             '_self': '__dataclass_self__' if 'self' in all_fields else 'self', '_Frozen': FrozenInstanceError,
             '_fields': tuple(f.name for f in instance_fields)}
    lines, methods = [], {}

    def write(name, text, if_exists='skip'):
        lines.extend(text)
        methods[name] = if_exists

    if init:
        write('__init__', _init_lines(init_fields, hasattr(cls, '__post_init__'), frozen, scope))
    if repr:
        shown = ', '.join(f'{f.name}={{self.{f.name}!r}}' for f in instance_fields if f.repr)
        lines.append(' @_guard')
        write('__repr__', [' def __repr__(self):', f"  return f'{{self.__class__.__qualname__}}({shown})'"])
        scope['_guard'] = _recursive_repr
    if eq:
        same = ' and '.join(f'self.{f.name} == other.{f.name}' for f in instance_fields if f.compare) or 'True'
        write('__eq__', [' def __eq__(self, other):', '  if self is other:', '   return True',
                         '  if other.__class__ is self.__class__:', f'   return {same}', '  return NotImplemented'])
    if order:
        mine = ''.join(f'self.{f.name},' for f in instance_fields if f.compare)
        theirs = ''.join(f'other.{f.name},' for f in instance_fields if f.compare)
        for name, op in ('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>='):
            write(name, [f' def {name}(self, other):', '  if other.__class__ is self.__class__:',
                         f'   return ({mine}) {op} ({theirs})', '  return NotImplemented'], 'order')
    if frozen:
        for name, params, call in (('__setattr__', 'name, value', 'assign to'), ('__delattr__', 'name', 'delete')):
            write(name, [f' def {name}(self, {params}):', '  if type(self) is _home[0] or name in _fields:',
                         f"   raise _Frozen(f'cannot {call} field {{name!r}}')",
                         f'  super(_home[0], self).{name}({params})'], 'refuse')
    wants_hash = False
    if unsafe_hash:
        if has_explicit_hash:
            raise _cannot_overwrite(cls, '__hash__')
        wants_hash = True
    elif eq and not has_explicit_hash:
        if frozen:
            wants_hash = True
        else:
            cls.__hash__ = None
    if wants_hash:
        hashed = ''.join(f'self.{f.name},' for f in instance_fields if (f.compare if f.hash is None else f.hash))
        write('__hash__', [' def __hash__(self):', f'  return hash(({hashed}))'], 'replace')

    if lines:
        names = ', '.join(methods)
        text = '\n'.join([f'def _make({", ".join(scope)}):', *lines, f' return {names},'])
        made = {}
        module = sys.modules.get(cls.__module__)
        exec(text, {} if module is None else module.__dict__, made)
        for (name, if_exists), method in zip(methods.items(), made['_make'](**scope)):
            if name == '__repr__':
                method.__qualname__ = method.__wrapped__.__qualname__ = f'{cls.__qualname__}.{name}'
            method.__qualname__ = f'{cls.__qualname__}.{name}'
            if name == '__init__':
                method.__annotations__ = {f.name: f.type for f in init_fields if f.init and not f.kw_only}
                method.__annotations__.update((f.name, f.type) for f in init_fields if f.init and f.kw_only)
                method.__annotations__['return'] = None
            if if_exists != 'replace' and name in cls.__dict__:
                if if_exists == 'refuse':
                    raise _cannot_overwrite(cls, name)
                if if_exists == 'order':
                    raise _cannot_overwrite(cls, name, ' Consider using functools.total_ordering')
                continue
            setattr(cls, name, method)
    if '__replace__' not in cls.__dict__:
        cls.__replace__ = _replace
    if not getattr(cls, '__doc__'):
        try:
            cls.__doc__ = _doc(cls, init_fields)
        except (TypeError, ValueError):
            cls.__doc__ = ''
    if match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in init_fields if f.init and not f.kw_only)
    if slots:
        cls = home[0] = _add_slots(cls, frozen, weakref_slot, instance_fields)
    elif weakref_slot:
        raise TypeError('weakref_slot is True but slots is False')
    if hasattr(cls, '__abstractmethods__'):
        from abc import update_abstractmethods
        update_abstractmethods(cls)
    return cls


def _slots_of(cls):
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        if getattr(cls, '__weakrefoffset__', 0) != 0:
            yield '__weakref__'
        if getattr(cls, '__dictoffset__', 0) != 0:
            yield '__dict__'
    elif isinstance(slots, str):
        yield slots
    elif hasattr(slots, '__next__'):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    else:
        yield from slots


def _add_slots(cls, frozen, weakref_slot, instance_fields):
    """The same class again with __slots__: they cannot be added to a class that exists."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    body = dict(cls.__dict__)
    inherited = {s for base in cls.__mro__[1:-1] for s in _slots_of(base)}
    names = tuple(f.name for f in instance_fields)
    body['__slots__'] = tuple(n for n in (*names, *(('__weakref__',) if weakref_slot else ())) if n not in inherited)
    for name in (*names, '__dict__', '__weakref__'):
        body.pop(name, None)
    if frozen:
        if '__getstate__' not in body:
            body['__getstate__'] = _dataclass_getstate
        if '__setstate__' not in body:
            body['__setstate__'] = _dataclass_setstate
    qualname = getattr(cls, '__qualname__', None)
    new = type(cls)(cls.__name__, cls.__bases__, body)
    if qualname is not None:
        new.__qualname__ = qualname
    return new


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)



def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Adds dunder methods based on the fields defined in the class."""
    options = (init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    if cls is None:
        return lambda cls: _process_class(cls, *options)
    return _process_class(cls, *options)


def fields(class_or_instance):
    """The fields of a dataclass or of an instance of one."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


_ATOMIC = frozenset((type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented), type, range,
                     property, type(len), type(lambda: 0)))


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict, recursively."""
    if not hasattr(type(obj), _FIELDS):
        raise TypeError('asdict() should be called on dataclass instances')
    return _convert(obj, lambda o, inner: dict_factory([(f.name, inner(getattr(o, f.name))) for f in fields(o)]), dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """The field values as a tuple, recursively."""
    if not hasattr(type(obj), _FIELDS):
        raise TypeError('astuple() should be called on dataclass instances')
    return _convert(obj, lambda o, inner: tuple_factory([inner(getattr(o, f.name)) for f in fields(o)]), None)


def _convert(obj, make, dict_factory):
    def inner(o):
        cls = type(o)
        if cls in _ATOMIC:
            return o
        if hasattr(cls, _FIELDS):
            return make(o, inner)
        if cls is list:
            return [inner(v) for v in o]
        if cls is dict:
            return {inner(k): inner(v) for k, v in o.items()}
        if cls is tuple:
            return tuple([inner(v) for v in o])
        if issubclass(cls, tuple):
            return cls(*[inner(v) for v in o]) if hasattr(cls, '_fields') else cls([inner(v) for v in o])
        if issubclass(cls, list):
            return cls(inner(v) for v in o)
        if issubclass(cls, dict):
            if hasattr(cls, 'default_factory'):
                result = cls(o.default_factory)
                for k, v in o.items():
                    result[inner(k)] = inner(v)
                return result
            return cls((inner(k), inner(v)) for k, v in o.items())
        from copy import deepcopy
        return deepcopy(o)
    return inner(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False,
                   module=None):
    """A new dataclass from a list of names, (name, type) or (name, type, Field)."""
    from keyword import iskeyword
    from typing import Any
    seen, annotations, defaults = set(), {}, {}
    for item in fields:
        if isinstance(item, str):
            name, tp = item, Any
        elif len(item) == 2:
            name, tp = item
        elif len(item) == 3:
            name, tp, defaults[item[0]] = item
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in seen:
            raise TypeError(f'Field name duplicated: {name!r}')
        seen.add(name)
        annotations[name] = tp

    def exec_body(ns):
        ns.update({} if namespace is None else namespace)
        ns.update(defaults)
        ns['__annotations__'] = annotations

    from types import new_class
    cls = new_class(cls_name, bases, {}, exec_body)
    if module is None:
        try:
            module = sys._getframe(1).f_globals.get('__name__', '__main__')
        except (AttributeError, ValueError):
            pass
    if module is not None:
        cls.__module__ = module
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new object of the same type with some fields changed."""
    if not hasattr(type(obj), _FIELDS):
        raise TypeError('replace() should be called on dataclass instances')
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f'InitVar {f.name!r} must be specified with replace()')
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
