import _json
import json

text = '{"a": [1, -2.5e3, NaN, true], "b": {"a": null}, "a": "\\u00e9\\ud83d\\ude00\\ud800"}'
print(json.loads(text.replace('NaN', '0')))
print(json.loads(text, object_pairs_hook=list, parse_int=str, parse_float=str, parse_constant=str.lower))
print(json.loads('[{"a": 1}, {}]', object_hook=len), json.loads('"a\tb"', strict=False))
scan = _json.make_scanner(json.JSONDecoder())
print(scan('x [1]', 2), _json.scanstring('ab"c', 0), _json.scanstring('é\\n" x', 0))
for index in 0, 9, -1:
    try:
        print(scan('x', index))
    except (StopIteration, ValueError) as error:
        print(type(error).__name__, error)
names = [next(iter(d)) for d in json.loads('[{"name": 1}, {"name": 2}]')]
print(names[0] is names[1])
