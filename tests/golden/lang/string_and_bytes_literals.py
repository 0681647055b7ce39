print('a' "b" """c
d""" r'\n' 'tab\tend' '\x41\u0042\U00000043\N{BULLET}\101\0'.replace("\0", "0"))
print(b'ab\x00\xff' b"c", rb'\x', br"\d", len('\
joined'), 'it\'s', "\"", '\\')
print(ascii("é€😀"), repr("é\n\t\x07\u200b\ud800'\""), repr('it"s'), repr("it's"), repr("\x7f\xa0\xad"))
print(f'{1+1}' 'plain' f"{'nested'}", u'unicode', 1_000_000, 0xFF, 0o17, 0b11, 1e3, 1_0.5_0e1_0, 5j, .5, 5., 0_0, 00)
import warnings
warnings.simplefilter("ignore")
print(eval(r"'\d\ '"), len(eval("'\\\n'")))
