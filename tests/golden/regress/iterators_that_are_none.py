# What takes a sequence words the refusal of `iter` itself.
class False_:
    def __iter__(self):
        return 5


class Refuses:
    def __iter__(self):
        raise TypeError('no')


class Fails:
    def __iter__(self):
        yield 'a'
        raise TypeError('later')


def assign(x):
    b = bytearray(b'abc')
    b[::2] = x
    return b


for x in False_(), Refuses(), Fails(), 5:
    for f in [lambda: bytearray().extend(x), lambda: ','.join(x), lambda: b','.join(x), lambda: dict([x]), lambda: assign(x), lambda: bytes(x)]:
        try:
            print(f())
        except TypeError as e:
            print(type(x).__name__, e, getattr(e, '__notes__', ''))
class Text(str):
    pass
for x in '', 'a', Text(), Text('a'):
    try:
        print(bytearray().extend(x))
    except TypeError as e:
        print(e)
