import array
import warnings

warnings.simplefilter('ignore')
for code in 'uw':
    for data in b'abcd', b'\0\0\x11\0', b'\xff\xff\xff\xff', b'\0\xd8\0\0', b'a\0\0\0abcd':
        a = array.array(code, data)
        for f in repr, array.array.tounicode, array.array.tolist, lambda a: a[-1], lambda a: a == a[:]:
            try:
                print(ascii(f(a)))
            except ValueError as e:
                print(type(e).__name__, e)
