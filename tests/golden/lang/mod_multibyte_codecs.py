# The East Asian encodings: what they write, what is wrong, and in pieces.
import codecs
import hashlib
import io

NAMES = ['gb2312', 'gbk', 'gb18030', 'hz', 'big5', 'big5hkscs', 'cp950', 'shift_jis', 'cp932', 'euc_jp', 'euc_kr', 'cp949', 'johab', 'iso2022_kr',
         'iso2022_jp', 'iso2022_jp_1', 'iso2022_jp_2', 'iso2022_jp_ext']


def tell(f, *args):
    try:
        print(ascii(f(*args)))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))


for name in NAMES:
    every = ''.join(map(chr, [*range(0x80, 0xd800), *range(0xe000, 0x10000), 0x20021, 0x10ffff])).encode(name, 'ignore')
    print(name, len(every), hashlib.sha256(every).hexdigest()[:16], hashlib.sha256(every.decode(name, 'replace').encode()).hexdigest()[:16])
    for text in ['a\u4e2d\u3042~\n\uff76', '\uac01\uac02\xa5', '\xca\u0304\xca', '\U0010ffff']:
        tell(text.encode, name)
        tell(text.encode, name, 'replace')
        tell(text.encode, name, 'xmlcharrefreplace')
    for data in [b'\xb0\xa1\xff', b'\x81', b'~{<:Ky2;~}~', b'\x1b$B$"\x1b(B', b'\x1b$)C\x0e0!\x0f', b'\x1b$(Z', b'\xa4\xd4\xa4\xa1\xa4\xbf\xa4\xa2', b'\x82\xa0\xb1']:
        tell(data.decode, name)
        tell(data.decode, name, 'replace')
        tell(data.decode, name, 'backslashreplace')
    decoder = codecs.getincrementaldecoder(name)()
    encoder = codecs.getincrementalencoder(name)('ignore')
    data = b''.join([encoder.encode(c) for c in 'x\u4e2d\xca\u0304\u3042'] + [encoder.encode('', True)])
    print(data, [decoder.decode(bytes([b])) for b in data], decoder.getstate(), encoder.getstate())
    reader = codecs.getreader(name)(io.BytesIO(data + b'\n' + data), 'replace')
    print(ascii(reader.read(3)), ascii(reader.readline()), ascii(reader.readlines()))
    out = io.BytesIO()
    writer = codecs.getwriter(name)(out, 'ignore')
    writer.write('\u4e2d')
    writer.writelines(['\xca', '\u4e2d\n'])
    writer.reset()
    print(out.getvalue())

import _codecs_jp
tell(_codecs_jp.getcodec, 'big5')
tell(_codecs_jp.getcodec, 3)
tell(type(_codecs_jp.getcodec("cp932")))
codec = _codecs_jp.getcodec('cp932')
tell(codec.encode, 'a', 3)
tell(codec.decode, 'a')
tell(codec.decode, b'\x82\xa0', 'nonesuch')
tell(codec.decode, b'\x82', 'nonesuch')
decoder = codecs.getincrementaldecoder('cp932')()
decoder.decode(b'\x82')
print(decoder.getstate())
tell(decoder.decode, b'', True)
tell(decoder.setstate, 3)
tell(decoder.setstate, (b'123456789', 0))
decoder.setstate((b'\x82', 0))
tell(decoder.decode, b'\xa0')
encoder = codecs.getincrementalencoder('iso2022_jp')()
print(encoder.encode('\u3042'), encoder.getstate())
encoder.setstate(encoder.getstate())
print(encoder.encode('a\u3042', True), encoder.errors)
tell(setattr, encoder, 'errors', 3)
