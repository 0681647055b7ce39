# Error handlers that answer with other input, go back, or answer nonsense.
import codecs
import warnings


def tell(f, *args):
    try:
        print(ascii(f(*args)))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))


BAD = [('ascii', b'\xff'), ('utf-7', b'++'), ('utf-8', b'\xff'), ('utf-16', b'\xff'), ('utf-32', b'\xff'), ('unicode-escape', b'\\u123g'),
       ('raw-unicode-escape', b'\\u123g'), ('cp1250', b'\x81'), ('cp932', b'\x81')]
for given in [42, b'', b'a\0\0\0', bytearray(b'x')]:
    def handler(e):
        e.object = given
        return 'x', 0
    codecs.register_error('handler', handler)
    for name, data in BAD:
        if name != 'cp932':
            tell(data.decode, name, 'handler')
BAD = [b for b in BAD if b[0] != 'utf-7']
for answer in [('x', 5), ('x', -1), ('x', -5), ('x',), 'x', (b'x', 1), (3, 1), ('\xff', 1), ('\u3042', 1)]:
    codecs.register_error('handler', lambda e: answer)
    for name, data in BAD:
        if answer[-1] == -1:
            continue
        tell(data.decode, name, 'handler')
    for name in ['ascii', 'latin-1', 'utf-8', 'utf-16', 'utf-32', 'cp1250', 'cp932']:
        if answer[-1] == -1:
            continue
        tell('\udc80'.encode, name, 'handler')
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    for data in [br'\z', br'\501', br'\x41\q\777']:
        tell(codecs.unicode_escape_decode, data)
        tell(codecs.escape_decode, data)
    for w in seen:
        print(w.category.__name__, w.message)
for kind in ['strict', 'ignore', 'replace', 'backslashreplace', 'namereplace', 'xmlcharrefreplace', 'surrogateescape', 'surrogatepass']:
    handler = codecs.lookup_error(kind)
    tell(handler, 42)
    tell(handler, UnicodeError('x'))
    tell(handler, UnicodeEncodeError('ascii', 'a\udc80b', 1, 2, 'x'))
    tell(handler, UnicodeEncodeError('utf-16', 'a\ud800b', 1, 2, 'x'))
    tell(handler, UnicodeDecodeError('utf-8', b'a\xed\xa0\x80b', 1, 4, 'x'))
    tell(handler, UnicodeTranslateError('abc', 1, 2, 'x'))
    for x, object in [(UnicodeDecodeError('ascii', b'', 5, 2, 'x'), 42), (UnicodeEncodeError('ascii', '', 5, 2, 'x'), b's'), (UnicodeTranslateError('', 5, 2, 'x'), [])]:
        x.object = object
        try:
            print(ascii(handler(x)))
        except TypeError as e:
            print(e)
        except UnicodeError as e:
            print(type(e).__name__)
