"""Enumerations: classes whose constants are the only instances. Flags load on first use (`_enum_flags`)."""
import sys

__all__ = ['EnumType', 'EnumMeta', 'EnumDict', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum', 'auto',
           'unique', 'property', 'verify', 'member', 'nonmember', 'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP',
           'global_flag_repr', 'global_enum_repr', 'global_str', 'global_enum', 'EnumCheck', 'CONTINUOUS', 'NAMED_FLAGS',
           'UNIQUE', 'pickle_by_global_name', 'pickle_by_enum_name']

# The bases below are made by the same metaclass that asks for them.
Enum = ReprEnum = None
_auto_null = object()
_property = property
_flag_class = []


def _is_flag(cls):
    return bool(_flag_class) and issubclass(cls, _flag_class[0])


def __getattr__(name):
    if name in __all__ or name == 'show_flag_values':
        import _enum_flags
        found = globals()[name] = getattr(_enum_flags, name)
        return found
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


_GenericAlias = type(list[int])


class nonmember:
    """Keeps a value in the class body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a member of a value that would not become one."""

    def __init__(self, value):
        self.value = value


class auto:
    """Stands for the next value."""

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return f'auto({self.value!r})'


def _is_descriptor(obj):
    return not isinstance(obj, _GenericAlias) and (
        hasattr(obj, '__get__') or hasattr(obj, '__set__') or hasattr(obj, '__delete__'))


def _is_nested_class(cls_name, obj):
    if not isinstance(obj, type) or isinstance(obj, _GenericAlias) or cls_name is None:
        return False
    pattern = f'{cls_name}.{obj.__name__}'
    return obj.__qualname__ == pattern or obj.__qualname__.endswith('.' + pattern)


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__' and name[2] != '_' and name[-3] != '_'


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_' and name[-2] != '_'


def _is_private(cls_name, name):
    pattern = f'_{cls_name}__'
    return (len(name) > len(pattern) and name.startswith(pattern)
            and (name[-1] != '_' or name[-2] != '_'))


def _is_single_bit(num):
    return num > 0 and num & num - 1 == 0


class property:
    """A property of members; on the class the name means the member of that name."""
    member = None
    _attr_type = None

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget, self.fset, self.fdel = fget, fset, fdel
        self.__doc__ = doc or getattr(fget, '__doc__', None)
        self.__isabstractmethod__ = bool(getattr(fget, '__isabstractmethod__', False))

    def getter(self, fget):
        return type(self)(fget, self.fset, self.fdel, self.__doc__)

    def setter(self, fset):
        return type(self)(self.fget, fset, self.fdel, self.__doc__)

    def deleter(self, fdel):
        return type(self)(self.fget, self.fset, fdel, self.__doc__)

    def __set_name__(self, ownerclass, name):
        self.name, self.clsname = name, ownerclass.__name__

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError(f'{ownerclass!r} has no attribute {self.name!r}')
        if self.fget is not None:
            return self.fget(instance)
        if self._attr_type == 'attr':
            return getattr(self._cls_type, self.name)
        if self._attr_type == 'desc':
            return getattr(instance._value_, self.name)
        try:
            return ownerclass._member_map_[self.name]
        except KeyError:
            raise AttributeError(f'{ownerclass!r} has no attribute {self.name!r}') from None

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f'<enum {self.clsname!r}> cannot set attribute {self.name!r}')
        return self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f'<enum {self.clsname!r}> cannot delete attribute {self.name!r}')
        return self.fdel(instance)


class EnumDict(dict):
    """The namespace of an enum body: remembers the order of members and refuses to define a name twice."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in ('_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_',
                           '_iter_member_', '_iter_member_by_value_', '_iter_member_by_def_', '_add_alias_',
                           '_add_value_alias_'):
                raise ValueError(f'_sunder_ names, such as {key!r}, are reserved for future Enum use')
            if key == '_generate_next_value_':
                if self._auto_called:
                    raise TypeError('_generate_next_value_ must be defined before members')
                self._generate_next_value = value.__func__ if isinstance(value, staticmethod) else value
            elif key == '_ignore_':
                value = value.replace(',', ' ').split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError(f'_ignore_ cannot specify already set names: {already!r}')
        elif _is_dunder(key):
            if key == '__order__':
                key = '_order_'
        elif key in self._member_names:
            raise TypeError(f'{key!r} already defined as {self[key]!r}')
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member):
            value = value.value
            self._note(key, value)
        elif _is_descriptor(value) or _is_nested_class(self._cls_name, value):
            pass
        else:
            if key in self:
                raise TypeError(f'{key!r} already defined as {self[key]!r}')
            if isinstance(value, auto):
                value = self._resolve(key, value)
                self._member_names[key] = None
            elif isinstance(value, tuple) and any(isinstance(v, auto) for v in value):
                parts = [self._resolve(key, v) if isinstance(v, auto) else v for v in value]
                value = tuple(parts) if type(value) is tuple else type(value)(*parts)
                self._member_names[key] = None
            else:
                self._note(key, value)
        super().__setitem__(key, value)

    def _resolve(self, key, value):
        if value.value is _auto_null:
            self._auto_called = True
            value.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
        self._last_values.append(value.value)
        return value.value

    def _note(self, key, value):
        self._member_names[key] = None
        self._last_values.append(value)

    @_property
    def member_names(self):
        return list(self._member_names)

    def update(self, members=(), /, **more):
        for name, value in dict(members, **more).items():
            self[name] = value


_EnumDict = EnumDict


def _next_value(name, start, count, last_values):
    """The default `_generate_next_value_`: one more than the highest so far."""
    if not last_values:
        return start
    try:
        last = sorted(last_values).pop()
    except TypeError:
        raise TypeError('unable to sort non-numeric values') from None
    try:
        return last + 1
    except TypeError:
        raise TypeError(f'unable to increment {last!r}') from None


def _add_member(cls, name, obj):
    """Makes `cls.NAME` answer: directly, or through a property of the same name in a base."""
    found = None
    for base in cls.__mro__[1:]:
        attr = base.__dict__.get(name)
        if attr is not None:
            if isinstance(attr, (property, _descriptor_attribute())):
                found, kind = attr, 'enum'
                break
            if _is_descriptor(attr):
                found, kind, cls_type = found or attr, 'desc', base
                continue
            found, kind, cls_type = attr, 'attr', base
    if found is not None:
        redirect = property()
        redirect.member = obj
        redirect.__set_name__(cls, name)
        if kind in ('enum', 'desc'):
            redirect.fget = getattr(found, 'fget', None)
            redirect.fset = getattr(found, 'fset', None)
            redirect.fdel = getattr(found, 'fdel', None)
        if kind != 'enum':
            redirect._attr_type, redirect._cls_type = kind, cls_type
        setattr(cls, name, redirect)
    else:
        type.__setattr__(cls, name, obj)
    cls._member_map_[name] = obj


def _descriptor_attribute():
    types = sys.modules.get('types')
    return types.DynamicClassAttribute if types else property


class _Maker:
    """Fills the new class from its `__set_name__`, which runs before any `__init_subclass__` looks at the members."""

    def __init__(self, *plan):
        self.plan = plan

    def __set_name__(self, cls, attr):
        names, values, body, first_enum, bases, save_new, order = self.plan
        delattr(cls, attr)
        is_flag = _is_flag(cls)
        if first_enum is not None:
            _settle_methods(cls, body, first_enum, cls._member_type_, bases, is_flag)
        type.__setattr__(cls, '_making_', True)
        for name, value in zip(names, values):
            _make_member(cls, name, value, is_flag)
        type.__delattr__(cls, '_making_')
        if is_flag:
            cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
            values = [cls._member_map_[n]._value_ for n in cls._member_names_]
            if all(isinstance(v, int) for v in values) and values != sorted(values) and '_iter_member_' not in body:
                cls._iter_member_ = cls._iter_member_by_def_
        if save_new:
            cls.__new_member__ = body.get('__new__')
        if first_enum is not None:
            cls.__new__ = Enum.__new__
        if order is not None:
            _check_order(cls, order, is_flag)


class EnumType(type):
    """The metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = EnumDict(cls)
        _, first = metacls._get_mixins_(cls, bases)
        if first is not None:
            namespace['_generate_next_value_'] = getattr(first, '_generate_next_value_', None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        names = list(classdict._member_names)
        invalid = [n for n in names if n in ('mro', '')]
        if invalid:
            raise ValueError(f"invalid enum member name(s) {', '.join(map(repr, invalid))}")
        values = [classdict[n] for n in names]
        # auto() in a member(...) and the like was settled by the namespace; here the plain class is made first.
        body = {k: v for k, v in classdict.items() if k not in classdict._member_names and k not in classdict._ignore}
        body.pop('_ignore_', None)
        order = body.pop('_order_', None)
        gnv = body.get('_generate_next_value_')
        if gnv is not None and type(gnv) is not staticmethod:
            body['_generate_next_value_'] = staticmethod(gnv)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new, save_new, use_args = metacls._find_new_(body, member_type, first_enum)
        body['_new_member_'] = new
        body['_use_args_'] = use_args
        body['_member_names_'] = []
        body['_member_map_'] = {}
        body['_value2member_map_'] = {}
        body['_unhashable_values_'] = []
        body['_unhashable_values_map_'] = {}
        body['_member_type_'] = member_type
        body['_value_repr_'] = metacls._find_data_repr_(cls, bases)
        if boundary is not None or first_enum is not None and _is_flag(first_enum):
            body['_boundary_'] = boundary or getattr(first_enum, '_boundary_', None)
            body['_flag_mask_'] = body['_singles_mask_'] = body['_all_bits_'] = 0
            body['_inverted_'] = None
        body['_maker_'] = _Maker(names, values, body, first_enum, bases, save_new, order)
        try:
            return super().__new__(metacls, cls, bases, body, **kwds)
        except Exception as e:
            # That __set_name__ was at work is nobody's business.
            if hasattr(e, '__notes__'):
                del e.__notes__
            raise

    def __init__(cls, *args, **kwds):
        super().__init__(*args)

    def __bool__(cls):
        return True

    def __call__(cls, value=_auto_null, names=_auto_null, *values, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        if cls._member_map_:
            if names is not _auto_null:
                value = (value, names) + values
            if value is _auto_null:
                raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
            return cls.__new__(cls, value)
        if names is _auto_null and type is None:
            if value is not _auto_null and not isinstance(value, str):
                return cls.__new__(cls, value)
            raise TypeError(f'{cls} has no members; specify `names=()` if you meant to create a new, empty, enum')
        return cls._create_(class_name=value, names=None if names is _auto_null else names, module=module,
                            qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            return value in cls._value2member_map_
        except TypeError:
            return value in cls._unhashable_values_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f'{cls.__name__!r} cannot delete member {attr!r}.')
        super().__delattr__(attr)

    def __dir__(cls):
        interesting = {'__class__', '__contains__', '__doc__', '__getitem__', '__iter__', '__len__', '__members__',
                       '__module__', '__name__', '__qualname__', *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            interesting.add('__new__')
        if cls.__init_subclass__ is not object.__init_subclass__:
            interesting.add('__init_subclass__')
        if cls._member_type_ is object:
            return sorted(interesting)
        return sorted(set(dir(cls._member_type_)) | interesting)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        return type(type.__dict__)(cls._member_map_)

    def __repr__(cls):
        if _is_flag(cls):
            return f'<flag {cls.__name__!r}>'
        return f'<enum {cls.__name__!r}>'

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError(f'cannot reassign member {name!r}')
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        namespace = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            given, names, last = names, [], []
            for count, name in enumerate(given):
                value = namespace._generate_next_value(name, start, count, last[:]) if cls._generate_next_value_ is None \
                    else cls._generate_next_value_(name, start, count, last[:])
                last.append(value)
                names.append((name, value))
        if names is None:
            names = ()
        for item in names:
            if isinstance(item, str):
                name, value = item, names[item]
            else:
                name, value = item
            namespace[name] = value
        if module is None:
            module = sys._getframe(2).f_globals.get('__name__')
        if module is not None:
            namespace['__module__'] = module
        if qualname is not None:
            namespace['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, namespace, boundary=boundary)

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError(f'<enum {class_name!r}> cannot extend {base!r}')

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The type of the values and the enum that is inherited from."""
        if not bases:
            return object, Enum
        first = bases[-1]
        if not isinstance(first, EnumType):
            raise TypeError('new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`')
        return mcls._find_data_type_(class_name, bases) or object, first

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if '__repr__' in base.__dict__:
                    if '__dataclass_fields__' in base.__dict__ and '__dataclass_params__' in base.__dict__ \
                            and base.__dict__['__dataclass_params__'].repr:
                        return _dataclass_repr
                    return base.__dict__['__repr__']
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        found = []
        chain_bases = {b for chain in bases for b in chain.__mro__}
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        if base._member_type_ not in found:
                            found.append(base._member_type_)
                        break
                elif '__new__' in base.__dict__ or '__dataclass_fields__' in base.__dict__:
                    pick = candidate or base
                    if pick not in found:
                        found.append(pick)
                    break
                else:
                    candidate = candidate or base
        if len(found) > 1:
            raise TypeError(f'too many data types for {class_name!r}: {set(found)!r}')
        return found[0] if found else None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        new = classdict.get('__new__')
        save_new = first_enum is not None and new is not None
        if new is None:
            ignored = {None, None.__new__, object.__new__, getattr(Enum, '__new__', None)}
            for method in ('__new_member__', '__new__'):
                for source in (member_type, first_enum):
                    target = getattr(source, method, None)
                    if target not in ignored:
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        return new, save_new, first_enum is not None and new not in (object.__new__, getattr(Enum, '__new__', None))

    def _add_member_(cls, name, obj):
        _add_member(cls, name, obj)


EnumMeta = EnumType


def _settle_methods(cls, body, first_enum, member_type, bases, is_flag):
    """repr, str and format come from Enum (or its offspring), not from the data type that is mixed in."""
    if ReprEnum is not None and ReprEnum in bases:
        # Only the repr changes: text is that of the value.
        body.setdefault('__format__', member_type.__format__)
        if '__str__' not in body:
            method = member_type.__str__
            cls.__str__ = member_type.__repr__ if method is object.__str__ else method
        cls.__format__ = body['__format__']
    for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
        if name not in body:
            enum_method = getattr(first_enum, name)
            found = getattr(cls, name)
            if found in (getattr(object, name), getattr(member_type, name, None)) and not (
                    ReprEnum is not None and ReprEnum in bases and name in ('__str__', '__format__')):
                setattr(cls, name, enum_method)
    if is_flag and _flag_class:
        Flag = _flag_class[0]
        for name in ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__', '__invert__'):
            if name not in body:
                method = getattr(Flag, name)
                if getattr(cls, name) is not method:
                    type.__setattr__(cls, name, method)


def _make_member(cls, name, value, is_flag):
    member_type = cls._member_type_
    args = value if isinstance(value, tuple) else (value,)
    if member_type is tuple:
        args = (args,)
    if not cls._use_args_:
        obj = cls._new_member_(cls)
    else:
        obj = cls._new_member_(cls, *args)
    if not hasattr(obj, '_value_'):
        if member_type is object:
            obj._value_ = value
        else:
            try:
                obj._value_ = member_type(*args)
            except Exception as e:
                new_exc = TypeError('_value_ not set in __new__, unable to create it')
                new_exc.__cause__ = e
                raise new_exc
    value = obj._value_
    obj._name_ = name
    obj.__objclass__ = cls
    obj.__init__(*args)
    obj._sort_order_ = len(cls._member_names_)
    by_value = cls._value2member_map_
    if is_flag and isinstance(value, int):
        known = by_value.get(value)
        if known is None:
            cls._flag_mask_ |= value
            if _is_single_bit(value):
                cls._singles_mask_ |= value
    else:
        try:
            known = by_value.get(value)
            if known is None and cls._unhashable_values_:
                known = _same_value(cls, value)
        except TypeError:
            known = _same_value(cls, value)
    if known is not None:
        obj = known
    elif not is_flag or not isinstance(value, int) or _is_single_bit(value):
        # Composite flags and zero are aliases: they have a name but are not iterated over.
        cls._member_names_.append(name)
    _add_member(cls, name, obj)
    if known is None:
        try:
            by_value.setdefault(value, obj)
        except TypeError:
            cls._unhashable_values_.append(value)
            cls._unhashable_values_map_.setdefault(name, []).append(value)


def _same_value(cls, value):
    for m in cls._member_map_.values():
        if m._value_ == value:
            return m
    return None


def _check_order(cls, order, is_flag):
    if isinstance(order, str):
        order = order.replace(',', ' ').split()
    order = [o for o in order if o not in cls._member_map_ or o in cls._member_names_]
    if order != cls._member_names_:
        raise TypeError(f'member order does not match _order_:\n  {cls._member_names_!r}\n  {order!r}')


class Enum(metaclass=EnumType):
    """Create a collection of name/value pairs."""

    def __new__(cls, value=_auto_null):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            found = _same_value(cls, value)
            if found is not None:
                return found
        if cls._unhashable_values_:
            found = _same_value(cls, value)
            if found is not None:
                return found
        if not cls._member_map_:
            if '_making_' in cls.__dict__:
                raise TypeError('do not use `super().__new__; call the appropriate __new__ directly')
            raise TypeError(f'{cls!r} has no members defined')
        failure = None
        try:
            result = cls._missing_(value)
        except Exception as e:
            failure, result = e, None
        if isinstance(result, cls) or _is_flag(cls) and cls._boundary_ == 'eject' \
                and isinstance(result, int):
            return result
        bad = ValueError(f'{value!r} is not a valid {cls.__qualname__}' if value is not _auto_null else
                         f'{cls.__name__}.__new__() missing 1 required positional argument: \'value\'')
        if result is None and failure is None:
            raise bad
        if failure is None:
            failure = TypeError(f'error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member')
        if not isinstance(failure, ValueError):
            failure.__context__ = bad
        raise failure

    def __init__(self, *args, **kwds):
        pass

    def _add_alias_(self, name):
        if self.__class__._member_map_.get(name, self) is not self:
            raise NameError(f'{name!r} is already bound: {self.__class__._member_map_[name]!r}')
        _add_member(self.__class__, name, self)

    def _add_value_alias_(self, value):
        cls = self.__class__
        try:
            if cls._value2member_map_.get(value, self) is not self:
                raise ValueError(f'{value!r} is already bound: {cls._value2member_map_[value]!r}')
            cls._value2member_map_.setdefault(value, self)
        except TypeError:
            cls._unhashable_values_.append(value)
            cls._unhashable_values_map_.setdefault(self.name, []).append(value)

    _generate_next_value_ = staticmethod(_next_value)

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        return f'<{self.__class__.__name__}.{self._name_}: {(self.__class__._value_repr_ or repr)(self._value_)}>'

    def __str__(self):
        return f'{self.__class__.__name__}.{self._name_}'

    def __dir__(self):
        interesting = set()
        if self.__class__._member_type_ is not object:
            interesting = set(object.__dir__(self))
        for name in getattr(self, '__dict__', []):
            if name[0] != '_' and name not in self._member_map_:
                interesting.add(name)
        for cls in self.__class__.mro():
            for name, obj in cls.__dict__.items():
                if name[0] == '_':
                    continue
                if isinstance(obj, property):
                    if obj.fget is not None or name not in self._member_map_:
                        interesting.add(name)
                    else:
                        interesting.discard(name)
                elif name not in self._member_map_:
                    interesting.add(name)
        return sorted({'__class__', '__doc__', '__eq__', '__hash__', '__module__'} | interesting)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_


class ReprEnum(Enum):
    """Only changes the repr(), leaving str() and format() to the mixed-in type."""


class IntEnum(int, ReprEnum):
    """Enum where members are also (and must be) ints"""


class StrEnum(str, ReprEnum):
    """Enum where members are also (and must be) strings"""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f'too many arguments for str(): {values!r}')
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f'{values[0]!r} is not a string')
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f'encoding must be a string, not {values[1]!r}')
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError(f'errors must be a string, not {values[2]!r}')
        value = str(*values)
        obj = str.__new__(cls, value)
        obj._value_ = value
        return obj

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def unique(enumeration):
    """Refuses an enum with aliases."""
    duplicates = [(n, m.name) for n, m in enumeration.__members__.items() if n != m.name]
    if duplicates:
        shown = ', '.join(f'{alias} -> {name}' for alias, name in duplicates)
        raise ValueError(f'duplicate values found in {enumeration!r}: {shown}')
    return enumeration


def _dataclass_repr(self):
    fields = self.__dataclass_fields__
    return ', '.join(f'{k}={getattr(self, k)!r}' for k in fields if fields[k].repr)
