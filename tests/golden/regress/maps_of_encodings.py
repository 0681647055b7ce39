# codecs.charmap_build makes a compiled map where it can.
import codecs
from encodings import cp1252, koi8_r
print(type(cp1252.encoding_table), cp1252.encoding_table.size(), koi8_r.encoding_table.size())
m = codecs.charmap_build("\0a\u20ac\ufffea")
print(type(m), m.size(), codecs.charmap_encode("a\u20ac\0", "strict", m))
for text in "b", "\ufffe", "\U0001f600", "a\u20adb":
    try:
        print(codecs.charmap_encode(text, "strict", m))
    except UnicodeEncodeError as e:
        print(e)
    print(codecs.charmap_encode(text, "ignore", m))
for table in "abc", "\0a\0", "\0\U0001f600":
    print(codecs.charmap_build(table))
try:
    codecs.charmap_build("")
except TypeError as e:
    print(e)
try:
    type(m)()
except TypeError as e:
    print(e)
