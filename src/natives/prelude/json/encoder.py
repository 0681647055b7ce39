"""Objects to JSON text."""
from _json import encode_basestring, encode_basestring_ascii
try:
    from _json import make_encoder as _native_encoder
except ImportError:
    _native_encoder = None

__all__ = ['JSONEncoder']

_INFINITY = float('inf')


class JSONEncoder:
    """Extensible JSON encoder: override default() for more types."""
    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys, self.ensure_ascii, self.check_circular = skipkeys, ensure_ascii, check_circular
        self.allow_nan, self.sort_keys, self.indent = allow_nan, sort_keys, indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        if isinstance(o, str):
            return (encode_basestring_ascii if self.ensure_ascii else encode_basestring)(o)
        chunks = self.iterencode(o, _one_shot=True)
        return ''.join(chunks)

    def iterencode(self, o, _one_shot=False):
        markers = {} if self.check_circular else None
        encoder = encode_basestring_ascii if self.ensure_ascii else encode_basestring
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = ' ' * indent
        if _one_shot and _native_encoder is not None and indent is None:
            return _native_encoder(markers, self.default, encoder, indent, self.key_separator, self.item_separator,
                                   self.sort_keys, self.skipkeys, self.allow_nan)(o, 0)
        chunks = []
        write = _writer(self, markers, encoder, indent, chunks)
        if _one_shot:
            for _ in write(o, 0):
                pass
            return chunks
        return _drain(write(o, 0), chunks)


def _drain(steps, chunks):
    """Hands out the text as it comes: the writer yields now and then."""
    for _ in steps:
        yield from chunks
        chunks.clear()
    yield from chunks


def _writer(encoder, markers, text, indent, chunks):
    default, allow_nan = encoder.default, encoder.allow_nan
    key_separator, item_separator = encoder.key_separator, encoder.item_separator
    sort_keys, skipkeys = encoder.sort_keys, encoder.skipkeys
    put = chunks.append

    def number(o):
        if o != o:
            shown = 'NaN'
        elif o == _INFINITY:
            shown = 'Infinity'
        elif o == -_INFINITY:
            shown = '-Infinity'
        else:
            return float.__repr__(o)
        if not allow_nan:
            raise ValueError('Out of range float values are not JSON compliant: ' + repr(o))
        return shown

    def simple(o):
        """The text of a scalar, or None."""
        if isinstance(o, str):
            return text(o)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return number(o)
        return None

    def enter(o):
        if markers is not None:
            if id(o) in markers:
                raise ValueError('Circular reference detected')
            markers[id(o)] = o

    def leave(o):
        if markers is not None:
            del markers[id(o)]

    def key_text(key):
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return number(key)
        if key is True:
            return 'true'
        if key is False:
            return 'false'
        if key is None:
            return 'null'
        if isinstance(key, int):
            return int.__repr__(key)
        if skipkeys:
            return None
        raise TypeError(f'keys must be str, int, float, bool or None, not {key.__class__.__name__}')

    def write(o, level):
        shown = simple(o)
        if shown is not None:
            put(shown)
        elif isinstance(o, (list, tuple)):
            if not o:
                put('[]')
                return
            enter(o)
            level += 1
            newline = None if indent is None else '\n' + indent * level
            separator = item_separator if newline is None else item_separator + newline
            before = '[' if newline is None else '[' + newline
            for value in o:
                put(before)
                before = separator
                shown = simple(value)
                if shown is not None:
                    put(shown)
                else:
                    yield from write(value, level)
            if newline is not None:
                put('\n' + indent * (level - 1))
            put(']')
            leave(o)
            yield
        elif isinstance(o, dict):
            if not o:
                put('{}')
                return
            enter(o)
            level += 1
            newline = None if indent is None else '\n' + indent * level
            separator = item_separator if newline is None else item_separator + newline
            before = '{' if newline is None else '{' + newline
            first = True
            entries = sorted(o.items()) if sort_keys else list(o.items())
            rest = iter(entries)
            for key, value in rest:
                key = key_text(key)
                if key is None:
                    continue
                if first:
                    put(before)
                    first = False
                else:
                    put(separator)
                put(text(key))
                put(key_separator)
                shown = simple(value)
                if shown is not None:
                    put(shown)
                else:
                    yield from write(value, level)
                    if len(o) != len(entries) and type(o) is dict and not sort_keys:
                        # default() changed it: the others are written as they are when their turn comes.
                        done = len(entries) - rest.__length_hint__()
                        seen = {key for key, _ in entries[:done]}
                        entries[done:] = [entry for entry in o.items() if entry[0] not in seen]
            if first:
                put('{')
            elif newline is not None:
                put('\n' + indent * (level - 1))
            put('}')
            leave(o)
            yield
        else:
            enter(o)
            yield from write(default(o), level)
            leave(o)

    return write
