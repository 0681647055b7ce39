"""JSON text to objects."""
from _json import scanstring
try:
    from _json import make_scanner as _native_scanner
except ImportError:
    _native_scanner = None

__all__ = ['JSONDecoder', 'JSONDecodeError']

_SPACE = ' \t\n\r'
_DIGITS = frozenset('0123456789')
_CONSTANTS = {'NaN': float('nan'), 'Infinity': float('inf'), '-Infinity': float('-inf')}


class JSONDecodeError(ValueError):
    """Subclass of ValueError with the message, the document and the place."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        super().__init__(f'{msg}: line {lineno} column {colno} (char {pos})')
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, lineno, colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


def _skip(s, i):
    while s[i:i + 1] in _SPACE and i < len(s):
        i += 1
    return i


def _make_scanner(d):
    """scan(text, index) -> (value, end); StopIteration(index) where no value starts."""
    parse_float, parse_int, parse_constant = d.parse_float, d.parse_int, d.parse_constant
    hook, pairs_hook, strict = d.object_hook, d.object_pairs_hook, d.strict

    def scan(s, i):
        c = s[i:i + 1]
        if c == '"':
            return scanstring(s, i + 1, strict)
        if c == '{':
            return scan_object(s, i + 1)
        if c == '[':
            return scan_array(s, i + 1)
        if c == 'n' and s.startswith('null', i):
            return None, i + 4
        if c == 't' and s.startswith('true', i):
            return True, i + 4
        if c == 'f' and s.startswith('false', i):
            return False, i + 5
        if c in _DIGITS or c == '-':
            end = i + 1 if c == '-' else i
            first = s[end:end + 1]
            if first in _DIGITS:
                end += 1
                if first != '0':
                    while s[end:end + 1] in _DIGITS:
                        end += 1
                whole = end
                if s[end:end + 1] == '.' and s[end + 1:end + 2] in _DIGITS:
                    end += 2
                    while s[end:end + 1] in _DIGITS:
                        end += 1
                if s[end:end + 1] in ('e', 'E'):
                    e = end + 2 if s[end + 1:end + 2] in ('+', '-') else end + 1
                    if s[e:e + 1] in _DIGITS:
                        while s[e:e + 1] in _DIGITS:
                            e += 1
                        end = e
                return (parse_int if end == whole else parse_float)(s[i:end]), end
        for name in _CONSTANTS:
            if c == name[0] and s.startswith(name, i):
                return parse_constant(name), i + len(name)
        raise StopIteration(i)

    def scan_object(s, i):
        pairs = []
        i = _skip(s, i)
        if s[i:i + 1] == '}':
            i += 1
        else:
            while True:
                if s[i:i + 1] != '"':
                    raise JSONDecodeError('Expecting property name enclosed in double quotes', s, i)
                key, i = scanstring(s, i + 1, strict)
                i = _skip(s, i)
                if s[i:i + 1] != ':':
                    raise JSONDecodeError("Expecting ':' delimiter", s, i)
                value, i = scan(s, _skip(s, i + 1))
                pairs.append((key, value))
                i = _skip(s, i)
                c = s[i:i + 1]
                if c == '}':
                    i += 1
                    break
                if c != ',':
                    raise JSONDecodeError("Expecting ',' delimiter", s, i)
                comma = i
                i = _skip(s, i + 1)
                if s[i:i + 1] == '}':
                    raise JSONDecodeError('Illegal trailing comma before end of object', s, comma)
        if pairs_hook is not None:
            return pairs_hook(pairs), i
        result = dict(pairs)
        return result if hook is None else hook(result), i

    def scan_array(s, i):
        values = []
        i = _skip(s, i)
        if s[i:i + 1] == ']':
            return values, i + 1
        while True:
            value, i = scan(s, i)
            values.append(value)
            i = _skip(s, i)
            c = s[i:i + 1]
            if c == ']':
                return values, i + 1
            if c != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            comma = i
            i = _skip(s, i + 1)
            if s[i:i + 1] == ']':
                raise JSONDecodeError('Illegal trailing comma before end of array', s, comma)

    return scan


class JSONDecoder:
    """Simple JSON decoder."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        # What the native scanner expects to find here.
        self.memo = {}
        self.scan_once = (_native_scanner or _make_scanner)(self)

    def decode(self, s):
        obj, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError('Extra data', s, end)
        return obj

    def raw_decode(self, s, idx=0):
        try:
            return self.scan_once(s, idx)
        except StopIteration as err:
            raise JSONDecodeError('Expecting value', s, err.value) from None
