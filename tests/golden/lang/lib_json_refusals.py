import json

texts = '[', '[1,]', '{"a":1,}', '{"a" 1}', '{1:2}', '[1 2]', 'nul', '-', '01', '"a', '"\\x"', '"\\u12"', '"a\nb"', '["€",\nx]', '{} x', '\ufeff1', '9' * 5000
for text in texts:
    try:
        print(json.loads(text))
    except ValueError as error:
        print(type(error).__name__, error)
loop = []
loop.append({'a': loop})
for value in loop, {(1, 2): 3}, [1, {'a': [object()]}], {1: 2, 'a': 3}:
    try:
        print(json.dumps(value, sort_keys=True))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
try:
    json.dumps(float('inf'), allow_nan=False)
except ValueError as error:
    print(error)
