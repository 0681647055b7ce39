# Frame objects are looked at everywhere while chains are driven, thrown into, entered in the middle and collected.
import asyncio
import gc
import random
import sys
import types



@types.coroutine
def sw(v):
    f = sys._getframe()
    x = yield v
    assert sys._getframe() is f
    return x

seen = {}


async def node(d, path):
    f = sys._getframe()
    seen[path] = f
    if path[:-1] in seen and len(path) > 1 and seen[path[:-1]].f_locals.get('await_direct'):
        assert f.f_back is seen[path[:-1]], (path, f.f_back)
    total = 0
    for i in range(2):
        await_direct = True
        if d:
            try:
                total += await node(d - 1, path + str(i))
            except KeyError as e:
                total += 100
                assert e.__traceback__.tb_frame is f
        else:
            try:
                v = await sw(path)
                total += v or 1
            except ValueError:
                raise KeyError(path)
        assert sys._getframe() is f
    return total


def drive(seed):
    rnd = random.Random(seed)
    seen.clear()
    c = node(3, 'r')
    r = []
    op = None
    try:
        while True:
            if rnd.random() < .2 and op is not None:
                y = c.throw(ValueError('t'))
            else:
                y = c.send(op)
            op = rnd.randrange(5)
            # look at the suspended chain
            x = c
            names = []
            while x is not None and hasattr(x, 'cr_await'):
                fr = x.cr_frame
                assert fr is x.cr_frame and fr.f_back is None, fr
                names.append(fr.f_locals.get('path'))
                if rnd.random() < .3:
                    gc.collect(0)
                x = x.cr_await
            assert names[-1] == y or names[-1] is None, (names, y)
            if rnd.random() < .1:
                # enter in the middle
                m = c.cr_await
                if m is not None and rnd.random() < .5:
                    try:
                        m.send(1)
                    except (StopIteration, KeyError):
                        break
    except StopIteration as e:
        r.append(e.value)
    except KeyError as e:
        r.append(repr(e))
    for f in seen.values():
        f.f_locals, f.f_lineno, f.f_back
    return r


print([drive(s) for s in range(30)])


def tree(n, log):
    f = sys._getframe()
    log.append(f)
    if n:
        yield from tree(n - 1, log)
        yield n
        for x in tree(n - 1, log):
            yield x
    else:
        back = f.f_back
        yield 0
        assert sys._getframe() is f


log = []
out = []
for v in tree(5, log):
    out.append(v)
    for f in log:
        f.f_lineno
print(sum(out), len(log), sum('x' in f.f_locals for f in log), {f.f_back and f.f_back.f_code.co_name for f in log})
log.clear()
gc.collect()


async def main():
    async def w(n):
        f = sys._getframe()
        if n == 0:
            await asyncio.sleep(0)
            raise OSError(n)
        try:
            await w(n - 1)
        finally:
            assert f is sys._getframe()
            await asyncio.sleep(0)
            assert f is sys._getframe()
    ts = [asyncio.create_task(w(i)) for i in range(6)]
    for _ in range(20):
        for t in ts:
            st = t.get_stack()
            for f in st:
                f.f_locals.get('n')
        await asyncio.sleep(0)
    r = await asyncio.gather(*ts, return_exceptions=True)
    for e in r:
        tb = e.__traceback__
        l = []
        while tb:
            l.append(tb.tb_frame.f_locals.get('n'))
            tb = tb.tb_next
        print(l)


asyncio.run(main())
