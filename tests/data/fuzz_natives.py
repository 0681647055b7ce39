"""Mutated input for natives that read what somebody else wrote: each call ends in a value or an exception.

Arguments: the part, a seed, the number of cases. `tests/fuzz_natives.rs` runs it; the process must end with status 0.
"""
import random
import signal
import sys

part, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
dice = random.Random(seed)


class Late(BaseException):
    """Not an Exception: code that no compiler made may catch those for ever."""


def late(number, frame):
    raise Late


signal.signal(signal.SIGALRM, late)


def watch(seconds):
    """Ends what takes too long, where there are timers."""
    try:
        signal.setitimer(0, seconds, seconds * 4)
    except NotImplementedError:
        pass


def attempt(function, *args, **named):
    try:
        return function(*args, **named)
    except Late:
        watch(0)
    except Exception as error:
        str(error)


def mutated(text, pieces):
    """The text with some pieces put in, taken out, doubled or swapped."""
    for _ in range(dice.randrange(1, 5)):
        at = dice.randrange(len(text) + 1)
        what = dice.randrange(4)
        if what == 0:
            text = text[:at] + dice.choice(pieces) + text[at:]
        elif what == 1:
            text = text[:at] + text[at + dice.randrange(1, 4):]
        elif what == 2:
            text = text[:at] + text[at:at + dice.randrange(1, 8)] + text[at:]
        else:
            text = text[at:] + text[:at]
    return text


def patterns():
    import re
    import warnings
    warnings.simplefilter('ignore')
    start = [
        r'(a|b)*c', r'\w+@\w+\.\w+', r'(?P<x>a+)(?P=x)?', r'(?<=ab)c(?!d)', r'[^\W\d_]{2,5}?', r'(?i:é|ß)+', r'(?>a*)b++', r'\b.\B',
        r'(a(b(c)?)+){1,3}', r'(?(1)x|y)', r'^$|\A\Z', r'(?:(a)|b)*?\1', r'(?s:.)*', r'[a-\U0001F600&&[^x]]', r'(?=(a+))\1b', r'x{3,}+',
    ]
    pieces = list('ab()[]{}*+?|\\^$.-:<>=!,0159_é') + ['(?:', '(?=', '(?<!', '(?P<n>', r'\w', r'\d', r'\b', '{2,3}', '*+', '(?>', '(?i)', r'\1', '[^', '\U00010000', '\ud800']
    letters = 'abcxyz @.09é€\U0001F600\ud800\n'
    for _ in range(count):
        source = mutated(dice.choice(start), pieces)
        text = ''.join(dice.choice(letters) for _ in range(dice.randrange(13)))
        flags = dice.choice([0, re.I, re.M | re.S, re.A, re.X])
        if dice.randrange(3) == 0:
            source, text, flags = source.encode('utf-8', 'replace'), bytearray(text.encode('utf-8', 'replace')), flags & ~re.A
        try:
            watch(0.3)
            p = attempt(re.compile, source, flags)
            if p is not None:
                for method in (p.search, p.match, p.fullmatch, p.findall, p.split):
                    attempt(method, text)
                for m in attempt(lambda: list(p.finditer(text, dice.randrange(4), dice.randrange(30)))) or ():
                    m.span(), m.groups(), m.regs, m.lastgroup, repr(m)
                attempt(p.sub, text[:0] + (r'<\g<0>\1>' if isinstance(source, str) else rb'<\g<0>\1>'), text)
            watch(0)
        except Late:
            # It was due when the call had just ended.
            watch(0)


def codes():
    """Arrays that no compiler made."""
    import _sre
    start = [
        [14, 4, 0, 0, 4294967295, 23, 13, 0, 4294967295, 17, 0, 13, 5, 22, 97, 98, 0, 17, 1, 18, 16, 99, 1],
        [14, 8, 1, 1, 1, 1, 1, 97, 0, 16, 97, 1],
        [7, 5, 16, 97, 15, 7, 5, 16, 98, 15, 2, 0, 1], [24, 6, 0, 5, 2, 1, 16, 97, 1], [4, 6, 1, 16, 97, 1, 1],
        [27, 8, 24, 6, 1, 4294967295, 2, 1, 1, 2, 1], [28, 6, 0, 3, 16, 97, 1, 1], [12, 0, 4, 16, 97, 1], [13, 11, 9] + [2863311530] * 8 + [0, 1],
    ]
    for _ in range(count):
        code = list(dice.choice(start))
        for _ in range(dice.randrange(1, 6)):
            at = dice.randrange(len(code))
            what = dice.randrange(4)
            if what == 0:
                code[at] = dice.choice([dice.randrange(48), dice.randrange(8), 4294967295, 1000])
            elif what == 1:
                code.insert(at, dice.randrange(48))
            elif what == 2 and len(code) > 2:
                del code[at]
            else:
                code[at:at] = dice.choice(start)
        for i, word in enumerate(code[:-1]):
            # No turns without end: nobody would wait for the last one.
            if word == code[i + 1] == 4294967295:
                code[i] = 3
        try:
            watch(0.3)
            p = attempt(_sre.compile, dice.choice(['a', b'a', None]), 0, code, dice.randrange(4), {}, ())
            if p is not None:
                for text in ('', 'aab', 'abcabc', 'é€\U0001F600a', b'aab'):
                    for method in (p.search, p.match, p.fullmatch, p.findall, p.split):
                        attempt(method, text)
                    attempt(p.sub, 'x', text)
            watch(0)
        except Late:
            # It was due when the call had just ended.
            watch(0)


def documents():
    import json
    start = ['{"a": [1, 2.5e3, "x\\u0041\\ud83d\\ude00", null, true]}', '[[[[]]], {}, {"": -0.0}]', '"\\"\\\\\\/\\b\\f\\n\\r\\t"', '-12345678901234567890.5E+10', '[NaN, Infinity, -Infinity]']
    pieces = list('{}[]:,"\\u0123dDeE+-. \n\t') + ['null', 'true', '"a"', '\\ud800', '\x00', 'é', '\U0001F600', '\ud800', '1e999', '[' * 40]
    for _ in range(count):
        text = mutated(dice.choice(start), pieces)
        value = attempt(json.loads, text, strict=bool(dice.randrange(2)))
        if value is not None:
            attempt(json.dumps, value, indent=dice.choice([None, 2]), sort_keys=bool(dice.randrange(2)), ensure_ascii=bool(dice.randrange(2)))
        attempt(json.loads, text, object_pairs_hook=list, parse_float=str, parse_int=str, parse_constant=str)


def layouts():
    import struct
    pieces = list('xcbB?hHiIlLqQnNefdspPFD<>=!@ 0123459') + ['1000', '99999999999']
    values = [0, 1, -1, 255, 2 ** 31, 2 ** 63, -2 ** 64, 1.5, float('inf'), float('nan'), b'a', b'', b'abc', 'x', None, True, 1j, bytearray(b'zz')]
    for _ in range(count):
        layout = mutated(dice.choice(['<iHb', '>3s2xq', '@bPd', '2p?e', '=F', '!DQ']), pieces)
        size = attempt(struct.calcsize, layout)
        if size is None or size > 100_000:
            continue
        data = bytes(dice.randrange(256) for _ in range(min(size, 200))) + bytes(max(0, size - 200))
        back = attempt(struct.unpack, layout, data)
        if back is not None:
            attempt(struct.pack, layout, *back)
        attempt(struct.pack, layout, *[dice.choice(values) for _ in range(dice.randrange(6))])
        target = bytearray(dice.randrange(40))
        attempt(struct.pack_into, layout, target, dice.randrange(-50, 50), *(back or ()))
        attempt(struct.unpack_from, layout, data, dice.randrange(-50, 50))
        attempt(lambda: list(struct.iter_unpack(layout, data * 2)))


def tables():
    import csv
    import io
    start = ['a,b,c\r\n1,"2, 3","x""y"\n', '"a\nb",c\n', "a;'b';c", 'é,€,\U0001F600\n', 'a\\,b,"c\\"d"']
    pieces = list(',;"\'\\\n\r\t ab é') + ['""', '\r\n', '\x00', '\U0001F600']
    for _ in range(count):
        text = mutated(dice.choice(start), pieces)
        named = {}
        for name, choices in {
            'delimiter': [',', ';', ' ', 'é', '"', '\n'], 'quotechar': ['"', "'", None, ' ', '€'], 'escapechar': [None, '\\', ',', 'é'], 'doublequote': [True, False],
            'skipinitialspace': [True, False], 'strict': [True, False], 'quoting': [0, 1, 2, 3, 4, 5], 'lineterminator': ['\n', '', 'x', 'é,'],
        }.items():
            if dice.randrange(3) == 0:
                named[name] = dice.choice(choices)
        rows = attempt(lambda: list(csv.reader(text.splitlines(True), **named)))
        attempt(lambda: csv.writer(io.StringIO(), **named).writerows(rows or [[text, None, 1.5], [], ['']]))


def items():
    import array
    import binascii
    data = b'#86)C\nYWJj=41_ =\r\n'
    for _ in range(count):
        code = dice.choice('bBuwhHiIlLqQfd')
        a = attempt(array.array, code, bytes(dice.randrange(256) for _ in range(8 * dice.randrange(5))))
        if a is None:
            continue
        view = attempt(memoryview, a)
        for _ in range(6):
            attempt(dice.choice([a.append, a.count, a.index, a.remove, a.extend, a.frombytes]), dice.choice([0, -1, 2 ** 70, 'a', b'abcdefgh', [1], 1.5, a]))
            attempt(a.__setitem__, slice(dice.randrange(-9, 9), dice.randrange(-9, 9), dice.choice([1, 2, -1, None])), a[:dice.randrange(4)])
            attempt(a.__delitem__, dice.choice([0, -1, slice(None, None, 2), slice(1, 3)]))
            if view is not None and dice.randrange(3) == 0:
                attempt(lambda: view[dice.randrange(-4, 4)]), attempt(view.tolist), attempt(view.cast, dice.choice('bBhid')), view.release()
        repr(a) if code not in 'uw' else attempt(repr, a), attempt(a.__reduce_ex__, 3)
        text = mutated(data, [bytes([i]) for i in range(256)])
        for function in (binascii.a2b_uu, binascii.a2b_base64, binascii.a2b_qp, binascii.unhexlify, binascii.b2a_uu, binascii.b2a_base64, binascii.b2a_qp, binascii.hexlify, binascii.crc32):
            attempt(function, text)
        attempt(binascii.a2b_base64, text, strict_mode=True)


def squeezed():
    import _bz2
    import _lzma
    import _zstd
    import zlib

    def sample():
        out = b''
        for _ in range(dice.randrange(1, 6)):
            out += dice.choice([dice.randbytes(dice.randrange(90)), bytes([dice.randrange(256)]) * dice.randrange(700), out[:dice.randrange(1, 60)], b'\xe8\x10\x02\x00\x00' * 7])
        return out

    raw = [{'id': 3, 'dist': 2}, {'id': 4}, {'id': 33, 'preset': 0}]
    old = [{'id': _lzma.FILTER_LZMA1, 'preset': 0}]
    shared = _zstd.ZstdDict(b'some words that are in all of them' * 3, is_raw=True)
    # What writes, what reads: each makes a new object.
    kinds = [
        (lambda: zlib.compressobj(dice.randrange(-1, 10)), zlib._ZlibDecompressor),
        (lambda: zlib.compressobj(9, 8, 31), lambda: zlib._ZlibDecompressor(dice.choice([31, 47]))),
        (lambda: zlib.compressobj(6, 8, -15, 9, dice.randrange(5), b'words'), lambda: zlib._ZlibDecompressor(-15, b'words')),
        (lambda: _bz2.BZ2Compressor(1), _bz2.BZ2Decompressor),
        (lambda: _lzma.LZMACompressor(_lzma.FORMAT_XZ, dice.choice([0, 1, 4, 10]), 0), _lzma.LZMADecompressor),
        (lambda: _lzma.LZMACompressor(filters=raw), lambda: _lzma.LZMADecompressor(memlimit=1 << 26)),
        (lambda: _lzma.LZMACompressor(_lzma.FORMAT_ALONE, preset=0), lambda: _lzma.LZMADecompressor(dice.choice([0, 2]), 1 << 26)),
        (lambda: _lzma.LZMACompressor(_lzma.FORMAT_RAW, filters=raw), lambda: _lzma.LZMADecompressor(_lzma.FORMAT_RAW, filters=raw)),
        (lambda: _lzma.LZMACompressor(_lzma.FORMAT_RAW, filters=old), lambda: _lzma.LZMADecompressor(_lzma.FORMAT_RAW, filters=old)),
        (lambda: _zstd.ZstdCompressor(dice.choice([-3, 1, 3, 6])), _zstd.ZstdDecompressor),
        (lambda: _zstd.ZstdCompressor(options={201: 1, 107: dice.randrange(1, 10)}, zstd_dict=shared), lambda: _zstd.ZstdDecompressor(shared)),
    ]

    def through(reader, data, size, most):
        """Feeds in pieces; gives what comes, or None after an error."""
        out, at, idle = b'', 0, 0
        for _ in range(5000):
            if reader.eof:
                return out
            piece = data[at:at + size] if reader.needs_input else b''
            at += len(piece)
            got = reader.decompress(piece, most)
            out += got
            # Where little may come out at a time a call may give nothing although there is more.
            idle = 0 if piece or got else idle + 1
            if idle > 3 or len(out) > 1 << 20:
                return None

    for _ in range(count):
        writer, reader = dice.choice(kinds)
        data, made = sample(), writer()
        cut = dice.randrange(len(data) + 1)
        packed = made.compress(data[:cut]) + made.compress(data[cut:]) + made.flush()
        size, most = dice.choice([1, 3, 64, 1 << 16]), dice.choice([-1, -1, 7, 4096])
        if len(packed) < 5000 * size and (most < 0 or len(data) < 2000 * most):
            assert through(reader(), packed, size, most) == data, (writer, size, most)
        for _ in range(4):
            wrong = mutated(packed, [bytes([i]) for i in range(256)])
            if dice.randrange(2):
                at = dice.randrange(len(packed))
                wrong = packed[:at] + bytes([packed[at] ^ 1 << dice.randrange(8)]) + packed[at + 1:dice.choice([None, -1, -5, at + 9])]
            attempt(through, attempt(reader), wrong, dice.choice([1, 64, 1 << 16]), dice.choice([-1, 50]))
        tail = dice.randbytes(5)
        attempt(_zstd.get_frame_size, wrong), attempt(_zstd.get_frame_info, wrong[:dice.randrange(20)])
        attempt(_zstd.ZstdCompressor, zstd_dict=attempt(_zstd.ZstdDict, b'7\xa40\xec' + wrong + tail * 9))
        attempt(_zstd.ZstdDecompressor, attempt(_zstd.ZstdDict, b'7\xa40\xec' + wrong + tail * 9))
        attempt(_lzma._decode_filter_properties, dice.choice([3, 4, 6, 33, old[0]['id'], 99]), wrong[:dice.randrange(6)])
        old_way = zlib.decompressobj(dice.choice([15, -15, 31, 47]))
        attempt(old_way.decompress, wrong, dice.randrange(50)), attempt(old_way.copy), attempt(old_way.flush)


class Kept:
    def __init__(self, *args):
        self.args = args


def pickles():
    """Pickles that nobody wrote: classes are found among a few harmless ones."""
    import collections
    import io
    import pickle
    kept = Kept(1, 'a')
    kept.own = [kept]
    values = [[1, 2 ** 70, -5, 2.5, 'aé\ud800', b'x' * 300, bytearray(b'z')], {'a': (1, 2, 3), (4,): {1, 2}, 'b': frozenset('q')}, kept, collections.deque([1], 3), collections.OrderedDict(a=1), [kept, kept.own, 'k' * 300, 'k'], slice(1), 1j]
    start = [pickle.dumps(v, p) for v in values for p in range(6)] + [b"(S'a\\n'\nU\x02abT\x01\0\0\0xP1\nNQ(cx\nlist\no(ix\nlist\n\x82\1\x97\x98."]
    known = {'list': list, 'set': set, 'complex': complex, 'slice': slice, 'deque': collections.deque, 'OrderedDict': collections.OrderedDict, 'frozenset': frozenset, 'bytearray': bytes, 'bytes': bytes}

    class Careful(pickle.Unpickler):
        def find_class(self, module, name):
            return known.get(name, Kept)

        def persistent_load(self, pid):
            return pid

    class Whole(io.BytesIO):
        peek = None

    Whole.peek = lambda self, n: self.getvalue()[self.tell():][:n]
    pieces = [bytes([i]) for i in range(256)] + [b'\xff\xff\xff\xff', b'\0' * 8, b'\x7f' * 8, b'I1\n', b'p5\n', b'g5\n', b'((', b'\x95\3\0\0\0\0\0\0\0', b'}u', b')\x81', b'b', b'R', b'h\0', b'\x8e\0\0\0\1\0\0\0\0', b'r\xff\xff\xff\x7f']
    for _ in range(count):
        data = mutated(dice.choice(start), pieces)
        file = dice.choice([io.BytesIO, Whole])(data)
        u = attempt(Careful, file, encoding=dice.choice(['ascii', 'bytes', 'latin-1']), buffers=dice.choice([None, [b'a', bytearray(2)]]))
        value = attempt(u.load)
        attempt(u.load)
        u.memo.copy()
        if value is not None:
            for protocol in range(6):
                again = attempt(pickle.dumps, value, protocol)
                if again is not None:
                    attempt(Careful(io.BytesIO(again)).load)


def bent(data):
    """Bytes with some of them changed, or `mutated`."""
    if dice.randrange(3) == 0:
        return mutated(data, BYTES)
    data = bytearray(data)
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(data))
        what = dice.randrange(4)
        if what == 0:
            data[at] ^= 1 << dice.randrange(8)
        elif what == 1:
            data[at] = dice.choice(b'\0\1\x7f\x80\xff')
        elif what == 2:
            data[at:at + 4] = dice.choice(WORDS)
        else:
            data[at] = dice.randrange(256)
    return bytes(data)


BYTES = [bytes([i]) for i in range(256)]
WORDS = [b'\xff\xff\xff\xff', b'\0\0\0\0', b'\xff\xff\xff\x7f', b'\0\0\0\x80', b'\1\0\0\0']


def flat():
    """zlib alone, whose cases are quick."""
    import zlib
    texts = [b'', b'a' * 300, b'some words, some words and some more words', bytes(range(256)) * 2, dice.randbytes(200)]
    start = []
    for text in texts:
        for level, bits in [(0, 15), (1, 15), (9, 15), (6, -15), (6, 31), (9, -9)]:
            made = zlib.compressobj(level, 8, bits)
            start.append((made.compress(text) + made.flush(), bits))
        made = zlib.compressobj(9, 8, 15, 9, 0, b'some words')
        start.append((made.compress(text) + made.flush(), 15))
    for _ in range(count):
        packed, bits = dice.choice(start)
        wrong = bent(packed)
        attempt(zlib.decompress, wrong, dice.choice([bits, bits, 47, 0]), dice.choice([0, 1, 100, 16384]))
        reader = attempt(zlib.decompressobj, bits, dice.choice([b'', b'some words']))
        if reader is not None:
            attempt(reader.decompress, wrong, dice.choice([0, 1, 7, 1000]))
            other = attempt(reader.copy)
            attempt(reader.decompress, reader.unconsumed_tail, 9)
            attempt(reader.flush, dice.choice([1, 5, 16384]))
            if other is not None:
                attempt(other.decompress, wrong[:9])
        attempt(zlib.crc32, wrong, dice.randrange(1 << 33)), attempt(zlib.adler32, wrong, dice.randrange(1 << 33))


def marshalled():
    import marshal
    kept = [1, 'a']
    values = [
        None, True, ..., StopIteration, 0, -1, 2 ** 31, -2 ** 70, 10 ** 40, 1.5, -0.0, float('inf'), 1j, b'', b'abc' * 90, 'abc', 'é€', '\U0001F600\ud800', 'k' * 300, (), (1, (2, ('x',))),
        [1, [2, [3]]], {'a': 1, (2,): {3}}, {1, 2, 3}, frozenset(['a', 'b']), slice(1, None, 2), bytearray(b'x'), tuple(range(300)), [kept, kept, kept], {'a': kept, 'b': kept},
    ]
    start = [packed for v in values for version in range(6) if (packed := attempt(marshal.dumps, v, version))]
    letters = [bytes([c | flag]) for c in b'0NFTS.iIfgxylstr()[{cu<>aAzZ:' for flag in (0, 128)]
    for _ in range(count):
        data = mutated(dice.choice(start), letters + WORDS) if dice.randrange(2) else bent(dice.choice(start))
        value = attempt(marshal.loads, data)
        if value is not None:
            again = attempt(marshal.dumps, value, dice.randrange(6))
            if again is not None:
                attempt(marshal.loads, again)
            attempt(repr, value)
        attempt(marshal.loads, data, allow_code=False)


def literals():
    import ast
    import warnings
    warnings.simplefilter('ignore')
    start = [
        "{'a': [1, 2.5, -3j], (4,): {5, 6}, None: True}", "b'ab\\x00' b'c'", "'a\\u0041\\N{DASH}' r'\\d' u'x'", '[[[]], (), {}, set()]', '-1 + 2j', '"""a\nb"""', '0x1F, 0b101, 0o17, 1_000, 1e400, .5',
        '(1, (2, (3,)))', "{**{}, 'x': ...}", 'f"{x!r:>{y}}"', 'lambda x: x', '[x for x in y]', 'a.b(c)[d:e]', ' \\\n1', '{1: 2, 3}', "t'{a}'", 'not 1 < 2 if 3 else 4', '*a, b', 'x := 1', 'await x',
    ]
    pieces = list('()[]{}\'"\\,:.+-*/=!<>@%&|^~#jJeExXoObBrRuUfFtTn0159_ \t\n\f\0é') + ['"""', 'None', 'True', ' if ', ' else ', ' for x in ', ' lambda: ', '(' * 30, '-' * 30, '1' * 50, '\\N{', '\ud800', '\U0001F600', ' not ', ' in ', 'set()']
    for _ in range(count):
        source = mutated(dice.choice(start), pieces)
        attempt(ast.literal_eval, source)
        if dice.randrange(8) == 0:
            attempt(lambda: ast.unparse(ast.parse(source)))
        if dice.randrange(8) == 0:
            attempt(ast.literal_eval, source.encode('utf-8', 'replace'))


def kept():
    """Files of kept code, as imports find them. (`mutated_code.rs` runs code that no compiler made.)"""
    import marshal
    texts = [
        'x = [i * 2 for i in range(3)]\nprint(x, sep="")\n', 'def f(a, b=1, *c, d, **e):\n    def g():\n        nonlocal a\n        a += 1\n        return a\n    return g() + b\nf(1, d=2)\n',
        'class C:\n    x: int = 1\n    def m(self):\n        return super().__repr__()\nC().m()\n', 'try:\n    raise ValueError(1)\nexcept ValueError as e:\n    y = e\nfinally:\n    z = 1\n',
        'def g():\n    x = yield 1\n    yield from [x]\nlist(g())\n', 'async def f():\n    async with a as b:\n        await c\n    async for d in e: pass\nf().close()\n',
        'match [1, {"a": 2}]:\n    case [int(x), {"a": y, **z}] if y: w = f"{x!r:>{y}}"\n    case _: pass\n', 'with open as f: pass\n', 'a = 2 ** 70; b = 1.5; c = 1j; d = b"x"; e = ("k", None, ...); del a\n',
    ]
    start = [marshal.dumps(compile(text, 'kept.py', 'exec')) for text in texts]

    for _ in range(count):
        whole = dice.choice(start)
        body = bent(whole[5:])
        code = attempt(marshal.loads, b'c' + len(body).to_bytes(4, 'little') + body)
        if code is None or not isinstance(code, type(kept.__code__)):
            continue
        attempt(repr, code), attempt(lambda: (list(code.co_positions()), list(code.co_lines()), code.co_consts, code.co_names))
        again = attempt(marshal.dumps, code)
        if again is not None:
            attempt(marshal.loads, again)


PARTS = {
    'squeezed': squeezed, 'patterns': patterns, 'codes': codes, 'documents': documents, 'layouts': layouts, 'tables': tables, 'items': items, 'pickles': pickles,
    'flat': flat, 'marshalled': marshalled, 'literals': literals, 'kept': kept,
}
# What asks for more than this does not hand back what it read.
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
except ImportError:
    pass
PARTS[part]()
print('done', part)
