# Every handler of pyexpat, the places that it is called at, and what documents in pieces make of it.
import pyexpat
from pyexpat import errors, model

DOC = b'''<?xml version="1.0" encoding="iso-8859-1" standalone="no"?>
<!DOCTYPE quotations PUBLIC "-//x//  y" "quotations.dtd" [
<!ELEMENT root (a, (b | c)*, d?)+>
<!ELEMENT a (#PCDATA | b)*> <!ELEMENT b EMPTY> <!ELEMENT c ANY>
<!ATTLIST root attr1 CDATA #REQUIRED attr2 (u|v) "u" attr3 NMTOKENS #FIXED "  p  q ">
<!NOTATION notation SYSTEM "notation.jpeg">
<!NOTATION other PUBLIC "public">
<!ENTITY acirc "&#226;">
<!ENTITY external_entity SYSTEM "entity.file">
<!ENTITY unparsed_entity SYSTEM "entity.file" NDATA notation>
<!ENTITY nested "<b>&acirc;</b>">
%unparsed_entity;
]>
<?xml-stylesheet href="stylesheet.css"?>
<!-- comment data -->
<root attr1="value1" attr3="a  b" attr9="\xe9&#10;&lt;">
<myns:sub xmlns:myns="http://www.python.org/namespace">text\xe9</myns:sub>
<sub2><![CDATA[contents of <CDATA>\r\nsection]]></sub2>
&external_entity;&nested;&skipped_entity;
</root>
'''

NAMES = ['StartElementHandler', 'EndElementHandler', 'CharacterDataHandler', 'ProcessingInstructionHandler', 'UnparsedEntityDeclHandler',
         'NotationDeclHandler', 'StartNamespaceDeclHandler', 'EndNamespaceDeclHandler', 'CommentHandler', 'StartCdataSectionHandler',
         'EndCdataSectionHandler', 'DefaultHandler', 'DefaultHandlerExpand', 'NotStandaloneHandler', 'ExternalEntityRefHandler',
         'StartDoctypeDeclHandler', 'EndDoctypeDeclHandler', 'EntityDeclHandler', 'XmlDeclHandler', 'ElementDeclHandler',
         'AttlistDeclHandler', 'SkippedEntityHandler']


def listen(parser, names):
    def handler(name):
        def handle(*args):
            print(f'{parser.CurrentLineNumber}:{parser.CurrentColumnNumber} @{parser.CurrentByteIndex}', name.removesuffix('Handler'), args)
            return 1
        return handle
    for name in names:
        setattr(parser, name, handler(name))


for names in (NAMES, [n for n in NAMES if 'Default' not in n], ['DefaultHandler'], ['DefaultHandlerExpand']):
    print('---', len(names))
    p = pyexpat.ParserCreate(namespace_separator='!')
    listen(p, names)
    print(p.Parse(DOC, True), p.ErrorCode)

print('--- pieces')
p = pyexpat.ParserCreate()
listen(p, NAMES[:3])
p.SetReparseDeferralEnabled(False)
p.buffer_text = True
p.ordered_attributes = True
for i in range(0, len(DOC), 7):
    p.Parse(DOC[i:i + 7], False)
print(p.buffer_used, p.Parse(b'', True), sorted(p.intern)[:5])

print('--- prefixes')
p = pyexpat.ParserCreate(None, ' ', None)
p.namespace_prefixes = True
listen(p, NAMES[:2] + ['StartNamespaceDeclHandler', 'EndNamespaceDeclHandler'])
p.Parse('<a xmlns="u" xmlns:p="v" p:x="1" y="2"><p:b xmlns=""/><c/></a>', 1)
print(p.intern)

print('--- external')
p = pyexpat.ParserCreate()
p.SetParamEntityParsing(pyexpat.XML_PARAM_ENTITY_PARSING_ALWAYS)
p.SetBase('base')
p.UseForeignDTD(True)
listen(p, NAMES[:3] + ['EntityDeclHandler'])


def external(*args):
    print('external', args, p.GetBase())
    child = p.ExternalEntityParserCreate(args[0])
    child.Parse('<!ENTITY e "from outside">' if args[0] is None else '<x>inside</x>', True)
    return 1


p.ExternalEntityRefHandler = external
p.Parse('<!DOCTYPE a [<!ENTITY f SYSTEM "f" >]><a b="&e;">&e;&f;</a>', True)

print('--- context')
p = pyexpat.ParserCreate()
p.StartElementHandler = lambda *a: print(a, p.GetInputContext())
p.Parse('<a>\n<b/></a>'.encode('utf-16'), True)
print(p.GetInputContext(), model.XML_CTYPE_MIXED, errors.codes['syntax error'])
