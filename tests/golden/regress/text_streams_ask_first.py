import io


class Odd:
    closed = False

    def __getattr__(self, name):
        print('get', name)
        raise AttributeError(name)


class Raw(io.BytesIO):
    def readable(self):
        print('readable?')
        return super().readable()

    def writable(self):
        print('writable?')
        return False

    def seekable(self):
        print('seekable?')
        return super().seekable()

    def tell(self):
        print('tell?')
        return super().tell()


class Derived(io.TextIOWrapper):
    pass


for make in (lambda: io.TextIOWrapper(b'a'), lambda: Derived(b'a'), lambda: io.BufferedReader(b'a'), lambda: io.TextIOWrapper(Odd()),
             lambda: io.TextIOWrapper(io.BytesIO(), encoding='nope'), lambda: io.TextIOWrapper(io.BytesIO(), newline='x')):
    try:
        print(make())
    except (AttributeError, LookupError, ValueError) as e:
        print(repr(e))
f = io.TextIOWrapper(Raw(b'one\ntwo\n'))
print(f.readline(), f.readable(), f.tell())
try:
    f.write('x')
except OSError as e:
    print(repr(e))
f = io.TextIOWrapper.__new__(io.TextIOWrapper)
del f
closed = io.BytesIO()
closed.close()
try:
    io.TextIOWrapper(closed)
except ValueError as e:
    print(e)
