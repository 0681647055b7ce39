import _json
import enum
import json


class Number(int):
    def __repr__(self):
        return 'not this'


class Kind(enum.IntEnum):
    ONE = 1


print(json.dumps({'a': [1, 2.5, None, True], 2: Number(3), None: Kind.ONE, True: (), 1.5: {}}))
print(json.dumps({'b': 1, 'a': {'d': [], 'c': [1, {}]}}, indent=2, sort_keys=True))
print(json.dumps('\x7f\u2028é\U0001F600\ud800"\\\b\f\n\r\t\x00/'), json.dumps([float('nan'), -0.0, 1e100, 10 ** 30]))
print(json.dumps([object], default=lambda o: {'class': o.__name__}), json.dumps({b'a': 1, 'b': 2}, skipkeys=True))
encode = _json.make_encoder({}, None, _json.encode_basestring_ascii, '  ', ': ', ',', False, False, True)
print(encode([1, {'a': [2]}], 0), encode(1.5, 0))
print(_json.encode_basestring('é"'), _json.encode_basestring_ascii('é"'))
