# What is wrong with documents, and where; exceptions of handlers; settings that cannot be.
import io
import pyexpat


def tell(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e, getattr(e, 'code', ''), getattr(e, 'lineno', ''), getattr(e, 'offset', ''))


DOCS = ['', ' ', '<a>', '<a></b>', '<a', '<a/><b/>', '<a b="1" b="2"/>', '<a>&b;</a>', '<a>&#0;</a>', '<a>]]></a>', '<a><!-- -- --></a>',
        ' <?xml version="1.0"?><a/>', '<?xml version="2.0"?><a/>', '<?xml version="1.0" encoding="utf-16"?><a/>', '<a b=c/>', '<a b="<"/>',
        '<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;">]><a>&a;</a>', '<!DOCTYPE a [<!ENTITY a "<b>">]><a>&a;</a>',
        '<!DOCTYPE a [<!ENTITY a SYSTEM "x">]><a b="&a;"/>', '<!DOCTYPE a [<!ENTITY a SYSTEM "x" NDATA n>]><a>&a;</a>',
        '<!DOCTYPE a [<!ELEMENT a (b,c|d)>]><a/>', '<!DOCTYPE a PUBLIC "{" "x"><a/>', '<!DOCTYPE a [<!ENTITY % p "x"><!ENTITY q "%p;">]><a/>',
        '<a><![CDATA[x', '<p:a/>', '\ufffe', '<a>\x01</a>', '<?xml version="1.0"?>\n\n<a>\n\xe9<b></c>']
for doc in DOCS:
    for separator in (None, ' '):
        p = pyexpat.ParserCreate(namespace_separator=separator)
        tell(p.Parse, doc, True)
    print(p.ErrorCode, p.ErrorLineNumber, p.ErrorColumnNumber, p.ErrorByteIndex)
for doc in ['<a xmlns:p=""/>', '<a xmlns:xml="u"/>', '<a xmlns:xmlns="u"/>', '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>', '<a xmlns="a b"/>',
            '<a xmlns:p="u" xmlns:q="u" p:b="" q:b=""/>', '<a:b:c xmlns:a="u"/>']:
    tell(pyexpat.ParserCreate(namespace_separator=' ').Parse, doc, True)
for data in [b'\xff\xfe<', b'<a>\xc3', b'<a>\xff</a>', b'<?xml version="1.0" encoding="us-ascii"?><a>\x80</a>', b'\x00', b'<\x00a\x00/\x00>\x00',
             b'<?xml version="1.0" encoding="nonesuch"?><a/>', b'<?xml version="1.0" encoding="utf-7"?><a/>',
             b'<?xml version="1.0" encoding="cp1251"?><a b="\xef\xf0">\xe8</a>']:
    p = pyexpat.ParserCreate()
    p.CharacterDataHandler = print
    tell(p.Parse, data, True)

p = pyexpat.ParserCreate()
tell(p.Parse, '<a/>', True)
tell(p.Parse, '<a/>', True)
tell(p.UseForeignDTD)
tell(p.SetParamEntityParsing, 2)


def fails(*args):
    1 / 0


def again(*args):
    tell(p.Parse, 'x')
    tell(p.ParseFile, io.BytesIO())


p = pyexpat.ParserCreate()
p.StartElementHandler = fails
tell(p.Parse, '<a><b/></a>', True)
print(p.StartElementHandler, p.ErrorCode)
p = pyexpat.ParserCreate()
p.EndElementHandler = again
tell(p.Parse, '<a/>', True)
p.ExternalEntityRefHandler = lambda *a: None
tell(pyexpat.ParserCreate().ParseFile, 3)
tell(pyexpat.ParserCreate().ParseFile, io.StringIO('<a/>'))
tell(pyexpat.ParserCreate().ParseFile, io.BytesIO(b'<a/>'))
tell(pyexpat.ParserCreate().Parse, 3)
tell(pyexpat.ParserCreate().Parse, '\ud800')
for args in [('a', 'bc'), ('a', 'b', 3), (3,), (None, 3), ('x\0y',)]:
    tell(pyexpat.ParserCreate, *args)
tell(pyexpat.XMLParserType)
for name, values in {'buffer_size': ['a', 0, -1, 1 << 40, 5], 'buffer_text': [1], 'intern': [{}], 'ErrorCode': [1], 'foo': [1], 'StartElementHandler': [None]}.items():
    for value in values:
        tell(setattr, p, name, value)
    tell(delattr, p, name)
q = p.ExternalEntityParserCreate('')
for name in ['SetAllocTrackerActivationThreshold', 'SetAllocTrackerMaximumAmplification', 'SetBillionLaughsAttackProtectionMaximumAmplification',
             'SetBillionLaughsAttackProtectionActivationThreshold']:
    for value in [-1, 0.5, 'a', float('nan'), 5]:
        tell(getattr(p, name), value)
    tell(getattr(q, name), 5)
tell(p.ExternalEntityParserCreate, 3)
tell(p.ExternalEntityParserCreate, 'x', 3)
tell(p.SetBase, None)
for n in (0, 1, 44, 45, -1):
    print(pyexpat.ErrorString(n))
p = pyexpat.ParserCreate()
p.SetBillionLaughsAttackProtectionActivationThreshold(1000)
p.SetBillionLaughsAttackProtectionMaximumAmplification(3.0)
tell(p.Parse, '<!DOCTYPE a [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>', True)
