# The Unicode Character Database, this version and 3.2.
import unicodedata as u
for e in '''u.name('a')
u.name('ab')
u.name('')
u.name(1)
u.name('\\n')
u.name('\\n',5)
u.name('\\ud800')
u.lookup('LATIN SMALL LETTER A')
u.lookup('nope')
u.lookup('x'*300)
u.lookup(1)
u.lookup(b'abc')
u.lookup('LATIN SMALL LETTER R WITH TILDE')
u.lookup('latin small letter r with tilde')
u.lookup('a\\ud800')
u.lookup('LINE FEED')
u.category('')
u.category(1)
u.bidirectional('a')
u.bidirectional('ab')
u.decimal('a')
u.decimal('5')
u.decimal('a',None)
u.digit('a')
u.digit('\\xb2')
u.digit('\\xb2',1)
u.numeric('a')
u.numeric('\\xbd')
u.numeric('a',1)
u.numeric('5')
u.decimal('ab')
u.mirrored('(')
u.combining('\\u0301')
u.east_asian_width('\\u4e00')
u.decomposition('\\xe9')
u.decomposition('\\uac00')
u.decomposition('\\uac01')
u.decomposition('\\ufb01')
u.decomposition('a')
u.normalize('NFX','a')
u.normalize('NFC',1)
u.normalize('NFC','a','b')
u.normalize(1,'a')
u.is_normalized('NFX','a')
u.is_normalized('NFC','e\\u0301')
u.is_normalized('NFC','')
u.normalize('NFX','')
u.is_normalized('NFX','')
u.ucd_3_2_0.unidata_version
u.unidata_version
type(u.ucd_3_2_0)
u.UCD()
u.ucd_3_2_0.name('\\u0221')
u.ucd_3_2_0.lookup('LATIN SMALL LETTER D WITH CURL')
u.ucd_3_2_0.numeric('\\u0221')
u.ucd_3_2_0.lookup('LATIN SMALL LETTER R WITH TILDE')
u.ucd_3_2_0.category('\\u0221')
u.ucd_3_2_0.bidirectional('\\u0221')
u.ucd_3_2_0.normalize('NFC','e\\u0301')
u.ucd_3_2_0.is_normalized('NFC','e\\u0301')
u.ucd_3_2_0.decimal('\\xb2')
u.ucd_3_2_0.east_asian_width('\\u4e00')
u.ucd_3_2_0.x
u.name('\\U0001f600')'''.split('\n'):
    try: print(e,'->',ascii(eval(e)))
    except BaseException as x: print(e,'!!',repr(x))

import zlib


def answers(table):
    for code in range(0, 0x110000, 17):
        c = chr(code)
        yield (table.name(c, ''), table.category(c), table.bidirectional(c), table.combining(c), table.mirrored(c), table.east_asian_width(c), table.decomposition(c),
               table.decimal(c, None), table.digit(c, None), table.numeric(c, None))


for table in u, u.ucd_3_2_0:
    # A sum for each stretch, so that a difference can be found.
    sums, sum_ = [], 0
    for code, answer in enumerate(answers(table)):
        if answer[1] != 'Cn' or any(answer[3:6]):
            sum_ = zlib.crc32(repr(answer).encode(), sum_)
        if code % 0x1000 == 0xfff:
            if sum_:
                sums.append(f'{code >> 12:x}:{sum_:08x}')
            sum_ = 0
    print(*sums)
    forms = [zlib.crc32(''.join(table.normalize(form, chr(c)) for c in range(0, 0x30000, 7) if not 0xd800 <= c < 0xe000).encode()) for form in ('NFC', 'NFD', 'NFKC', 'NFKD')]
    print(forms, table.normalize('NFC', 'e\u0301\ud800\u0301'.replace('\ud800', 'x')), table.is_normalized('NFD', '\xe9'))
print(u.normalize('NFC', 'a\ud800e\u0301') == 'a\ud800\xe9')
