"""Starred aliases are copied and pickled, places of UnicodeErrors are shown as given, athrow() looks at its exception late, and the like."""
import array, asyncio, copy, gzip, io, pickle, warnings
from collections import deque

starred = next(iter(tuple[int, ...]))
print(copy.copy(starred), copy.deepcopy(starred), pickle.loads(pickle.dumps(starred)))
print(starred.__reduce__()[0])

for make in (lambda *at: UnicodeEncodeError('baz', 'xxxxx', *at, 'foo'),
             lambda *at: UnicodeDecodeError('baz', b'xxxxx', *at, 'foo'),
             lambda *at: UnicodeTranslateError('xxxxx', *at, 'foo')):
    for at in ((1, 5), (1000, 5), (4, 5), (5, 6), (-1, 0), (0, 0), (3, 1000)):
        print(make(*at))

print(memoryview(b"a") in b"xa", array.array("B", b"b") in bytearray(b"xa"))

class Item:
    def __buffer__(self, flags):
        parts.clear()
        return memoryview(b'x')
parts = [b'a', Item(), b'c']
try:
    b'-'.join(parts)
except RuntimeError as e:
    print(e)

class Sep(bytes):
    def __len__(self):
        data.clear()
        return 1
data = bytearray(b'abc')
try:
    data.hex(Sep(b':'))
except BufferError as e:
    print(type(e).__name__, e)

class Queue(deque):
    pass
q = Queue()
Queue.__new__ = lambda cls, *args: [42]
for f in (lambda: q * 2, lambda: q + deque([1]), lambda: copy.copy(q)):
    try:
        f()
    except TypeError as e:
        print(e)

async def numbers():
    yield 1
async def main():
    gen = numbers()
    await anext(gen)
    step = gen.athrow(None)
    try:
        await step
    except TypeError as e:
        print(e)
asyncio.run(main())

for name in (bytearray(b'a.py'), memoryview(b'a.py'), [1]):
    try:
        compile('pass', name, 'exec')
    except TypeError as e:
        print(e)

async def nobody():
    pass
coro = nobody()
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    coro.cr_frame.clear()
    print([str(w.message) for w in seen])
coro.close()
told = []
own, warnings._warn_unawaited_coroutine = warnings._warn_unawaited_coroutine, lambda coro: told.append(coro.__name__)
coro = nobody()
del coro
warnings._warn_unawaited_coroutine = own
print(told)

text = io.TextIOWrapper(io.BytesIO(b"a\n" + b"123456789\n" * 10000 + b"\x80"), encoding="ascii")
print(repr(text.readline()))
try:
    for line in text:
        pass
except UnicodeDecodeError as e:
    print(e.reason)
print(repr(text.readline()))
with gzip.GzipFile(fileobj=(out := io.BytesIO()), mode="w", mtime=2**40) as f:
    f.write(b"x")
print(out.getvalue()[4:8], gzip.compress(b"x", mtime=-5)[4:8])
print(type(nobody.__code__).__name__, type((lambda: (yield))()).__dict__["__name__"].__doc__, "|", nobody.__name__)
