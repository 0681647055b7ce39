"""Writes `ucd.bin`, the properties of characters that no crate of the program tells, out of a Python's own `unicodedata` (Unicode 16.0 in CPython 3.14).

    python3.14 make.py NamedSequences.txt ucd.bin

`data.rs` has the layout. The file of named sequences is the Unicode Consortium's; each sequence is asked for, so that an older file does no harm.
"""
import struct
import sys
import unicodedata as new
import zlib

old = new.ucd_3_2_0
WIDTHS = ['N', 'F', 'H', 'Na', 'W', 'A']
DIRECTIONS = ['', 'L', 'R', 'AL', 'EN', 'ES', 'ET', 'AN', 'CS', 'NSM', 'BN', 'B', 'S', 'WS', 'ON', 'LRE', 'LRO', 'RLE', 'RLO', 'PDF', 'LRI', 'RLI', 'FSI', 'PDI']
CATEGORIES = 'Cn Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co'.split()
ALL = range(0x110000)


def now(c):
    return bytes([DIRECTIONS.index(new.bidirectional(c)), WIDTHS.index(new.east_asian_width(c)), new.mirrored(c), new.combining(c)])


def then(c):
    return bytes([CATEGORIES.index(old.category(c)), DIRECTIONS.index(old.bidirectional(c)), WIDTHS.index(old.east_asian_width(c)), old.mirrored(c)])


def runs(properties):
    out, last = [], None
    for code in ALL:
        record = properties(chr(code))
        if record != last:
            out.append(code.to_bytes(4, 'little') + record)
            last = record
    return out


def numbers(table, skip=None):
    out = []
    for code in ALL:
        value = table.numeric(chr(code), None)
        if skip is None and value is not None:
            out.append(struct.pack('<Id', code, value))
        if skip is not None and old.category(chr(code)) != 'Cn' and value != skip.numeric(chr(code), None):
            out.append(struct.pack('<Id', code, float('nan') if value is None else value))
    return out


def decompositions():
    places, texts = [], b''
    for code in ALL:
        text = new.decomposition(chr(code))
        if text and not 0xac00 <= code < 0xd7a4:
            places.append(struct.pack('<III', code, len(texts), len(text)))
            texts += text.encode()
    return places, texts


def sequences(path):
    found = {}
    for line in open(path):
        name = line.split('#')[0].partition(';')[0].strip()
        if name:
            found[name] = new.lookup(name)
    return '\n'.join(f'{name};{text}' for name, text in sorted(found.items())).encode()


def main(named, out):
    places, texts = decompositions()
    older = [code.to_bytes(4, 'little') for code in ALL if old.category(chr(code)) != 'Cn' and old.decimal(chr(code), None) != new.decimal(chr(code), None)]
    parts = [runs(now), runs(then), numbers(new), numbers(old, new), older, places, [texts], [sequences(named)]]
    data = b''.join(len(b''.join(part)).to_bytes(4, 'little') for part in parts) + b''.join(b''.join(part) for part in parts)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    with open(out, 'wb') as f:
        f.write(packer.compress(data) + packer.flush())
    print(len(data), [len(part) for part in parts])


if __name__ == '__main__':
    main(*sys.argv[1:])
