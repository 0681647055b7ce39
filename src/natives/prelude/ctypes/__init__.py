"""The simple types of C and structures of them: their sizes, limits and conversions.

hoop loads no foreign code, so the rest of ctypes (arrays, pointers, libraries) raises NotImplementedError with its name. Packages that only ask how long a `long` is work, and structures of simple types.
"""

import struct as _struct

__version__ = "1.1.0"

RTLD_LOCAL = 0
RTLD_GLOBAL = 256
DEFAULT_MODE = RTLD_LOCAL


class ArgumentError(Exception):
    pass


def _missing(name):
    raise NotImplementedError(f"ctypes.{name}: hoop loads no foreign code; struct, array and mmap handle data in C's form")


class _CData:
    """Data in C's form: bytes of its own, or a part of those of a structure around it."""

    __slots__ = ("_memory", "__weakref__", "__dict__")

    def __buffer__(self, flags):
        return memoryview(self._memory)

    @classmethod
    def from_buffer_copy(cls, source, offset=0):
        new = cls.__new__(cls)
        size = sizeof(cls)
        data = bytes(memoryview(source).cast("B")[offset:offset + size])
        if offset < 0:
            raise ValueError("offset cannot be negative")
        if len(data) < size:
            raise ValueError(f"Buffer size too small ({len(memoryview(source).cast('B'))} instead of at least {size + offset} bytes)")
        new._memory = memoryview(bytearray(data))
        return new


class _SimpleCData(_CData):
    """A number, a character or a truth value as C keeps it."""

    __slots__ = ()
    _type_ = None

    def __init__(self, value=None):
        if type(self)._type_ is None:
            raise TypeError("abstract class")
        self._memory = memoryview(bytearray(sizeof(type(self))))
        if value is not None:
            self.value = value

    @property
    def value(self):
        return _struct.unpack(self._type_, self._memory)[0]

    @value.setter
    def value(self, value):
        code = self._type_
        if code in "fd":
            packed = _struct.pack(code, _number(value, float))
        elif code == "?":
            packed = _struct.pack(code, bool(value))
        elif code == "c":
            if isinstance(value, int) and 0 <= value < 256:
                value = bytes([value])
            if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
                raise TypeError("one character bytes, bytearray, or an integer in range(256) expected")
            packed = bytes(value)
        else:
            # As C does: what does not fit is cut off.
            size = len(self._memory)
            packed = (_number(value, int) & (1 << 8 * size) - 1).to_bytes(size, _order)
        self._memory[:] = packed

    def __bool__(self):
        return any(self._memory)

    def __repr__(self):
        return f"{type(self).__name__}({self.value!r})"

    def __reduce__(self):
        return type(self), (self.value,)

    def __mul__(self, _):
        _missing("Array")

    @classmethod
    def from_param(cls, value):
        return value if isinstance(value, cls) else cls(value)


def _number(value, kind):
    if kind is int and not isinstance(value, int) or kind is float and not isinstance(value, (int, float)):
        if kind is float and hasattr(value, "__float__"):
            return value.__float__()
        raise TypeError(f"an integer is required (got type {type(value).__name__})" if kind is int else f"must be real number, not {type(value).__name__}")
    return kind(value)


_order = "little" if _struct.pack("=h", 1)[0] else "big"


def _simple(name, code):
    return type(name, (_SimpleCData,), {"__slots__": (), "_type_": code, "__module__": "ctypes", "__qualname__": name})


c_bool = _simple("c_bool", "?")
c_char = _simple("c_char", "c")
c_byte = _simple("c_byte", "b")
c_ubyte = _simple("c_ubyte", "B")
c_short = _simple("c_short", "h")
c_ushort = _simple("c_ushort", "H")
c_int = _simple("c_int", "i")
c_uint = _simple("c_uint", "I")
c_long = _simple("c_long", "l")
c_ulong = _simple("c_ulong", "L")
c_float = _simple("c_float", "f")
c_double = _simple("c_double", "d")
# Where two types are one for the processor they are one here, as in CPython.
if _struct.calcsize("l") == _struct.calcsize("q"):
    c_longlong, c_ulonglong = c_long, c_ulong
else:
    c_longlong, c_ulonglong = _simple("c_longlong", "q"), _simple("c_ulonglong", "Q")
c_int8, c_uint8, c_int16, c_uint16, c_int32, c_uint32 = c_byte, c_ubyte, c_short, c_ushort, c_int, c_uint
c_int64, c_uint64 = c_longlong, c_ulonglong
c_size_t = c_ulong if _struct.calcsize("L") == _struct.calcsize("P") else c_uint
c_ssize_t = c_long if c_size_t is c_ulong else c_int
c_time_t = c_long


def sizeof(of):
    """Return the size of a type or of an instance of it in bytes."""
    if not isinstance(of, type):
        if isinstance(of, _CData):
            return len(of._memory)
        of = type(of)
    if issubclass(of, _SimpleCData) and of._type_ is not None:
        return _struct.calcsize(of._type_)
    if issubclass(of, Structure):
        return of._layout[0]
    raise TypeError("this type has no size")


def alignment(of):
    """Return the alignment of a type or of an instance of it in bytes."""
    kind = of if isinstance(of, type) else type(of)
    return kind._layout[1] if issubclass(kind, Structure) else sizeof(kind)


class _Field:
    """Where a field of a structure lies."""

    def __init__(self, kind, offset):
        self._kind, self.offset, self.size = kind, offset, sizeof(kind)

    def _part(self, structure):
        part = self._kind.__new__(self._kind)
        part._memory = structure._memory[self.offset:self.offset + self.size]
        return part

    def __get__(self, structure, owner=None):
        if structure is None:
            return self
        part = self._part(structure)
        return part.value if self._kind.__base__ is _SimpleCData else part

    def __set__(self, structure, value):
        part = self._part(structure)
        if isinstance(value, self._kind):
            part._memory[:] = value._memory
        elif issubclass(self._kind, Structure):
            if not isinstance(value, tuple):
                raise TypeError(f"expected {self._kind.__name__} instance, got {type(value).__name__}")
            part._fill(value, {})
        else:
            part.value = value


class _StructureType(type):
    """Lays the fields out when `_fields_` is known, which may be after the class is made."""

    def __init__(cls, name, bases, body):
        super().__init__(name, bases, body)
        if "_fields_" in body:
            cls._lay_out(body["_fields_"])

    def __setattr__(cls, name, value):
        super().__setattr__(name, value)
        if name == "_fields_":
            cls._lay_out(value)

    def _lay_out(cls, fields):
        base = cls.__base__
        size, align = base._layout
        names = list(base._names)
        most = cls.__dict__.get("_pack_", 0)
        for field in fields:
            if len(field) > 2:
                _missing("Structure with bit fields")
            name, kind = field
            if not isinstance(kind, type) or not issubclass(kind, _CData):
                raise TypeError("second item in _fields_ tuple (index %d) must be a C type" % len(names))
            step = min(alignment(kind), most) if most else alignment(kind)
            size += -size % step
            type.__setattr__(cls, name, _Field(kind, size))
            size += sizeof(kind)
            align = max(align, step)
            names.append(name)
        type.__setattr__(cls, "_layout", (size + -size % align, align))
        type.__setattr__(cls, "_names", tuple(names))


class Structure(_CData, metaclass=_StructureType):
    """Fields one behind the other, as C lays them out."""

    _layout = (0, 1)
    _names = ()

    def __new__(cls, *_, **__):
        new = super().__new__(cls)
        new._memory = memoryview(bytearray(cls._layout[0]))
        return new

    def __init__(self, *values, **named):
        self._fill(values, named)

    def _fill(self, values, named):
        names = self._names
        if len(values) > len(names):
            raise TypeError("too many initializers")
        for name, value in zip(names, values):
            if name in named:
                raise TypeError(f"duplicate values for field {name!r}")
            setattr(self, name, value)
        for name, value in named.items():
            setattr(self, name, value)


def resize(of, size):
    """Make the memory of an instance larger; it never becomes smaller than its type."""
    if not isinstance(of, _CData):
        raise TypeError("excepted ctypes instance")
    if size < sizeof(type(of)):
        raise ValueError(f"minimum size is {sizeof(type(of))}")
    old = of._memory
    of._memory = memoryview(bytearray(size))
    of._memory[:min(size, len(old))] = old[:size]


def get_errno():
    return _errno[0]


def set_errno(value):
    old, _errno[0] = _errno[0], value
    return old


_errno = [0]


def _class(name):
    """A class that other modules import, and of which nothing can be made or derived."""
    def refuse(cls, *_, **__):
        _missing(name)
    return type(name, (), {'__module__': 'ctypes', '__new__': refuse, '__init_subclass__': classmethod(refuse),
                           '__class_getitem__': classmethod(type(list[int]))})


for _name in ("Union BigEndianStructure LittleEndianStructure Array CDLL PyDLL LibraryLoader"
              " c_char_p c_wchar c_wchar_p c_void_p c_longdouble py_object").split():
    globals()[_name] = _class(_name)
c_voidp = c_void_p  # noqa: F821 (the old name)


class _Loader:
    """`cdll`, `pydll`: whatever is asked of them needs a library."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        _missing(f"{self._name}.{name}")


cdll = _Loader("cdll")
pydll = _Loader("pydll")
# There is no `pythonapi`: who asks whether CPython's own functions are there (dill) is to be told that they are not.


def _function(name):
    def missing(*_, **__):
        _missing(name)
    missing.__name__ = missing.__qualname__ = name
    return missing


for _name in "CFUNCTYPE PYFUNCTYPE POINTER pointer byref addressof cast string_at wstring_at memoryview_at memmove memset create_string_buffer create_unicode_buffer ARRAY SetPointerType c_buffer".split():
    globals()[_name] = _function(_name)
del _name
