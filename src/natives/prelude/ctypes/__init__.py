"""The simple types of C: their sizes, limits and conversions.

hoop loads no foreign code, so the rest of ctypes (structures, pointers, libraries) raises NotImplementedError with its name. Packages that only ask how long a `long` is work.
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


class _SimpleCData:
    """A number, a character or a truth value as C keeps it."""

    __slots__ = ("_packed", "__weakref__", "__dict__")
    _type_ = None

    def __init__(self, value=None):
        if type(self)._type_ is None:
            raise TypeError("abstract class")
        self._packed = b"\0" * sizeof(type(self))
        if value is not None:
            self.value = value

    @property
    def value(self):
        return _struct.unpack(self._type_, self._packed)[0]

    @value.setter
    def value(self, value):
        code = self._type_
        if code in "fd":
            self._packed = _struct.pack(code, _number(value, float))
        elif code == "?":
            self._packed = _struct.pack(code, bool(value))
        elif code == "c":
            if isinstance(value, int) and 0 <= value < 256:
                value = bytes([value])
            if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
                raise TypeError("one character bytes, bytearray, or an integer in range(256) expected")
            self._packed = bytes(value)
        else:
            # As C does: what does not fit is cut off.
            size = len(self._packed)
            self._packed = (_number(value, int) & (1 << 8 * size) - 1).to_bytes(size, _order)

    def __bool__(self):
        return any(self._packed)

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
    kind = of if isinstance(of, type) else type(of)
    if not issubclass(kind, _SimpleCData) or kind._type_ is None:
        raise TypeError("this type has no size")
    return _struct.calcsize(kind._type_)


def alignment(of):
    """Return the alignment of a type or of an instance of it in bytes."""
    return sizeof(of)


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
    return type(name, (), {'__module__': 'ctypes', '__new__': refuse, '__init_subclass__': classmethod(refuse)})


for _name in ("Structure Union BigEndianStructure LittleEndianStructure Array CDLL PyDLL LibraryLoader"
              " c_char_p c_wchar c_wchar_p c_void_p c_longdouble py_object").split():
    globals()[_name] = _class(_name)


class _Loader:
    """`cdll`, `pydll`, `pythonapi`: whatever is asked of them needs a library."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        _missing(f"{self._name}.{name}")


cdll = _Loader("cdll")
pydll = _Loader("pydll")
pythonapi = _Loader("pythonapi")


def _function(name):
    def missing(*_, **__):
        _missing(name)
    missing.__name__ = missing.__qualname__ = name
    return missing


for _name in "CFUNCTYPE PYFUNCTYPE POINTER pointer byref addressof resize cast string_at wstring_at memoryview_at memmove memset create_string_buffer create_unicode_buffer ARRAY SetPointerType c_buffer".split():
    globals()[_name] = _function(_name)
del _name
