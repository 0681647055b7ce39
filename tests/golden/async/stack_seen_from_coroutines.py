# Who looks at the stack in a coroutine sees those that await it: warnings, logging, traceback, inspect, task.get_stack.
import asyncio
import inspect
import io
import logging
import traceback
import warnings


def depr():
    warnings.warn('old', DeprecationWarning, stacklevel=2)


async def adepr():
    warnings.warn('aold', DeprecationWarning, stacklevel=2)


async def caller():
    depr()
    await adepr()
    await mid()


async def mid():
    await adepr()


async def stack():
    return [(f.name, f.line) for f in traceback.extract_stack()][-3:]


async def stack2():
    return await stack()


async def cur():
    f = inspect.currentframe()
    return f.f_code.co_name, f.f_back.f_code.co_name, [i.function for i in inspect.stack()[:3]]


async def cur2():
    return await cur()


class H(logging.Handler):
    def emit(self, r):
        print(r.funcName, r.lineno, r.getMessage())


async def log1():
    logging.getLogger('x').warning('hello')
    logging.getLogger('x').warning('hello', stacklevel=2)


async def log2():
    await log1()


async def sleeper():
    await asyncio.sleep(10)


async def s2():
    await sleeper()


async def main():
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        await caller()
        for x in w:
            print(x.lineno, x.message)
    print(await stack2())
    print(await cur2())
    logging.getLogger('x').addHandler(H())
    logging.getLogger('x').propagate = False
    await log2()
    t = asyncio.create_task(s2(), name='T')
    await asyncio.sleep(0)
    st = t.get_stack()
    print([(f.f_code.co_name, f.f_lineno) for f in st])
    print(st[0] is t.get_coro().cr_frame)
    out = io.StringIO()
    t.print_stack(file=out)
    print(out.getvalue().split(', in ')[1])
    t.cancel()
    try:
        await t
    except asyncio.CancelledError as e:
        tb = e.__traceback__
        while tb:
            if tb.tb_frame.f_code.co_filename == __file__:
                print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_lineno)
            tb = tb.tb_next
    print(asyncio.current_task().get_stack()[-1].f_code.co_name)
    print(t.get_stack())

    async def bad():
        v = 5
        1/0
    t = asyncio.create_task(bad())
    await asyncio.wait([t])
    print([(f.f_code.co_name, f.f_locals) for f in t.get_stack()], type(t.exception()).__name__)


asyncio.run(main())
