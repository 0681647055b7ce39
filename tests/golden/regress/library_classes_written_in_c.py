# Where CPython has C, its classes say their module, and nothing of how they work inside is seen.
import collections
import xml.etree.ElementTree as ET
import zoneinfo


class Zone(zoneinfo.ZoneInfo):
    pass


print(repr(zoneinfo.ZoneInfo('UTC')), repr(Zone('UTC')))
for text in 'doc', '<a><b></a>', '':
    for parse in ET.fromstring, ET.canonicalize:
        try:
            parse(text)
        except ET.ParseError as e:
            print(e, e.code, e.position, e.__context__)
try:
    raise KeyError(1)
except KeyError:
    try:
        ET.fromstring('x')
    except ET.ParseError as e:
        print(repr(e.__context__))


class Own:
    class Inner:
        pass


for kind in collections.UserDict, collections.deque, Own, Own.Inner, int:
    for arguments in (kind(),), ('ascii', kind()):
        try:
            print(str(b'1', *arguments))
        except TypeError as e:
            print(e)
for name in 'a\0b', 'ascii\0':
    try:
        print(str(b'1', name, None))
    except ValueError as e:
        print(e)
