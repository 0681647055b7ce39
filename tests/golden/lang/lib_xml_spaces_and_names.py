# Only four characters are spaces in XML; names of spaces are escaped.
import io
import xml.etree.ElementTree as ET
from xml.sax.saxutils import XMLGenerator

tree = ET.XML("<html>\xa0<body><p>text</p>\xa0</body></html>")
ET.indent(tree)
print(ET.tostring(tree))
print(ascii(ET.canonicalize("<a> \xa0x\xa0 </a>", strip_text=True)))
out = io.StringIO()
gen = XMLGenerator(out)
for prefix in None, "p":
    gen.startPrefixMapping(prefix, 'http://x/?a="1"&b=<2>')
gen.startElementNS((None, "doc"), "doc", {})
print(out.getvalue())
