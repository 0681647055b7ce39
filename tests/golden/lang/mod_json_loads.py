import json
import io
from collections import OrderedDict

print(json.loads('{"a": [1, 2.5, -0, -0.0, 1e3, 1E-2, true, false, null], "b": {"c": "\\u00e9\\n\\ud83d\\ude00\\/"}, "": []}'))
print(json.loads(" \t\n[ 1 , 2 ]\r\n"), json.loads('"x"'), json.loads(b'{"k": "\xc3\xa9"}'), json.loads('[1]'.encode("utf-16")), json.loads(bytearray(b"3")))
print(json.loads("[NaN, Infinity, -Infinity]"), json.loads("12345678901234567890"), type(json.loads("1.0")), json.loads("[]"), json.loads("{}"))
print(json.loads('{"a": 1, "b": {"c": 2}}', object_hook=lambda d: sorted(d)), json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads('{"b": 1, "a": 2}', object_pairs_hook=OrderedDict))
print(json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: s + "!"), json.loads("[NaN]", parse_constant=lambda s: s), json.load(io.StringIO('{"f": 1}')))
print(json.loads('"a\nb"', strict=False), json.JSONDecoder().raw_decode('{"a": 1} tail'), json.JSONDecoder(object_hook=len).decode('{"x": {}}'))
for text in ("", "   ", "{", "[", "[1", "[1,", "[1,]", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{a: 1}", "{'a': 1}", '{"a" 1}', "[1 2]", "nul", "tru", "01", "1.", "-", ".5", "+1", '"abc',
             '"a\nb"', '"\\x"', '"\\u12"', '"\\', "[1] x", "{}{}", "[\n1,\n 2\n x]", "\ufeff[]", '{"a": }', "[,]", '{,}', '"\\ud800"', "--1", "1e", "1e+", "Nan", '{"a":1 "b":2}', "[[1], [2}]"):
    try:
        print(ascii(json.loads(text)))
    except json.JSONDecodeError as e:
        print(ascii(text), "->", e, e.msg, e.pos, e.lineno, e.colno)
for bad in (lambda: json.loads(5), lambda: json.loads(None), lambda: json.loads("[]", nope=1)):
    try:
        bad()
    except TypeError as e:
        print(e)
print(issubclass(json.JSONDecodeError, ValueError), json.JSONDecodeError.__module__, json.decoder.JSONDecodeError is json.JSONDecodeError)
obj = {"x": [1, {"y": None}], "z": "é"}
print(json.loads(json.dumps(obj)) == obj)
