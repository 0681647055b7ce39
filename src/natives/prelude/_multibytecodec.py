"""Coders of the East Asian encodings that take their input in pieces: `encodings` makes its classes from these, with `codec` set."""

from _multibyte import MultibyteCodec as _MultibyteCodec, decode_part, encode_part, name, reset_part, start, start_encoding

_MOST_PENDING_CHARACTERS = 2
_MOST_PENDING_BYTES = 8


def _codec_of(cls):
    codec = cls.codec
    if not isinstance(codec, _MultibyteCodec):
        raise TypeError('codec is unexpected type')
    return codec


class _Coder:
    __slots__ = ('_errors', '_codec', '_state', '_pending')

    @property
    def errors(self):
        """how to treat errors"""
        return self._errors

    @errors.setter
    def errors(self, value):
        if not isinstance(value, str):
            raise TypeError('errors must be a string')
        self._errors = value

    @errors.deleter
    def errors(self):
        raise AttributeError('cannot delete attribute')

    def _begin(self, codec, errors, pending, start=start):
        if errors is None:
            errors = 'strict'
        if not isinstance(errors, str):
            raise TypeError(f"{type(self).__name__}() argument 'errors' must be str, not {type(errors).__name__}")
        self._errors = errors
        self._codec = codec
        self._state = start(codec)
        self._pending = pending


class _Encoding(_Coder):
    __slots__ = ()

    def _encode(self, text, last):
        if not isinstance(text, str):
            text = str(text)
        text = self._pending + text
        out, used, state = encode_part(self._codec, text, self._errors, self._state, last)
        if len(text) - used > _MOST_PENDING_CHARACTERS:
            raise UnicodeEncodeError(name(self._codec), text, used, len(text), 'pending buffer overflow')
        self._pending = text[used:]
        if last:
            tail, state = reset_part(self._codec, state)
            out += tail
        self._state = state
        return out


class _Decoding(_Coder):
    __slots__ = ()

    def _decode(self, data, last):
        data = self._pending + bytes(data)
        text, used, self._state = decode_part(self._codec, data, self._errors, self._state, last)
        if len(data) - used > _MOST_PENDING_BYTES:
            raise UnicodeError('pending buffer overflow')
        self._pending = data[used:]
        return text


class MultibyteIncrementalEncoder(_Encoding):
    __slots__ = ()

    def __new__(cls, errors='strict'):
        self = super().__new__(cls)
        self._begin(_codec_of(cls), errors, '', start_encoding)
        return self

    def __init__(self, *args, **kwargs):
        pass

    def encode(self, input, final=False):
        return self._encode(input, bool(final))

    def reset(self):
        self._state = reset_part(self._codec, self._state)[1]
        self._pending = ''

    def getstate(self):
        pending = self._pending.encode('utf-8')
        return int.from_bytes(bytes([len(pending)]) + pending + self._state, 'little')

    def setstate(self, state, /):
        if not isinstance(state, int):
            raise TypeError(f'setstate() argument must be int, not {type(state).__name__}')
        room = 1 + 4 * _MOST_PENDING_CHARACTERS + 8
        data = state.to_bytes(room, 'little')
        n = data[0]
        if n > 4 * _MOST_PENDING_CHARACTERS:
            raise UnicodeError('pending buffer too large')
        self._pending = data[1:1 + n].decode('utf-8')
        self._state = data[1 + n:9 + n]


class MultibyteIncrementalDecoder(_Decoding):
    __slots__ = ()

    def __new__(cls, errors='strict'):
        self = super().__new__(cls)
        self._begin(_codec_of(cls), errors, b'')
        return self

    def __init__(self, *args, **kwargs):
        pass

    def decode(self, input, final=False):
        if isinstance(input, (str, int)):
            raise TypeError(f"a bytes-like object is required, not '{type(input).__name__}'")
        return self._decode(input, bool(final))

    def reset(self):
        self._state = start(self._codec)
        self._pending = b''

    def getstate(self):
        return self._pending, int.from_bytes(self._state, 'little')

    def setstate(self, state, /):
        if not isinstance(state, tuple):
            raise TypeError(f'setstate() argument must be tuple, not {type(state).__name__}')
        pending, number = state
        if not isinstance(pending, bytes):
            raise TypeError(f'setstate() argument 1 must be bytes, not {type(pending).__name__}')
        if not isinstance(number, int):
            raise TypeError(f'setstate() argument 2 must be int, not {type(number).__name__}')
        state = number.to_bytes(8, 'little')
        if len(pending) > _MOST_PENDING_BYTES:
            raise UnicodeDecodeError(name(self._codec), pending, 0, len(pending), 'pending buffer too large')
        self._pending, self._state = pending, state


class MultibyteStreamReader(_Decoding):
    __slots__ = ('stream',)

    def __new__(cls, stream, errors='strict'):
        self = super().__new__(cls)
        self._begin(_codec_of(cls), errors, b'')
        self.stream = stream
        return self

    def __init__(self, *args, **kwargs):
        pass

    def _read(self, method, size):
        if size == 0:
            return ''
        while True:
            data = method() if size < 0 else method(size)
            if not isinstance(data, bytes):
                raise TypeError(f'stream function returned a non-bytes object ({type(data).__name__})')
            text = self._decode(data, not data or size < 0)
            if size < 0 or text or not data:
                return text
            # All of it was the beginning of a character.
            size = 1

    @staticmethod
    def _size(size):
        if size is None:
            return -1
        if not isinstance(size, int):
            raise TypeError('arg 1 must be an integer')
        return size

    def read(self, sizeobj=None, /):
        return self._read(self.stream.read, self._size(sizeobj))

    def readline(self, sizeobj=None, /):
        return self._read(self.stream.readline, self._size(sizeobj))

    def readlines(self, sizehintobj=None, /):
        return self._read(self.stream.read, self._size(sizehintobj)).splitlines(True)

    def reset(self):
        self._state = start(self._codec)
        self._pending = b''


class MultibyteStreamWriter(_Encoding):
    __slots__ = ('stream',)

    def __new__(cls, stream, errors='strict'):
        self = super().__new__(cls)
        self._begin(_codec_of(cls), errors, '', start_encoding)
        self.stream = stream
        return self

    def __init__(self, *args, **kwargs):
        pass

    def write(self, strobj, /):
        self.stream.write(self._encode(strobj, False))

    def writelines(self, lines, /):
        if not hasattr(lines, '__getitem__') or not hasattr(lines, '__len__'):
            raise TypeError('arg must be a sequence object')
        for line in lines:
            self.write(line)

    def reset(self):
        out = b''
        if self._pending:
            out = self._encode('', True)
        tail, self._state = reset_part(self._codec, self._state)
        if out + tail:
            self.stream.write(out + tail)
