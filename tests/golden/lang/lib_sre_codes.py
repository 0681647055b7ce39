import _sre


def tell(*args):
    try:
        print(_sre.compile(*args))
    except Exception as error:
        print(type(error).__name__, error)


for code in [1], [16, 97], [16, 97, 1], [99, 1], [13, 500, 1], [17, 5, 1], [7, 3, 1], [1.5], [2 ** 32], [-1], []:
    tell('a', 0, code, 0, {}, ())
tell('a', 0, (1,), 0, {}, ())
tell('a', 0, [1], -5, {}, ())
tell(5, 0, [1], 0, {}, ())
print(_sre.MAGIC, _sre.CODESIZE, _sre.MAXREPEAT, _sre.getcodesize(), _sre.unicode_iscased(0xe9), _sre.ascii_iscased(0xe9), _sre.unicode_tolower(0xc9), _sre.ascii_tolower(65))
for template in ['a', 1], [], ['a', 1, 'b'], ['a', -1, 'b'], ['a', 'b', 'c']:
    try:
        print(type(_sre.template(None, template)))
    except TypeError as error:
        print(error)
