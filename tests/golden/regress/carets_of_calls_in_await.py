import traceback


class F:
    def __call__(self, a):
        raise TypeError("x")

    def method(self, a):
        raise ValueError("m")


def g(a):
    raise TypeError("y")


async def co(a):
    raise OSError


async def m1():
    f = F()
    return await f(1)


async def m2():
    return await g(1)


async def m3():
    return await int("x")


async def m4():
    x = await co()


async def m5():
    return [await F().method(
        1)]


async def m6():
    await co(1)


async def m7():
    await int("7")


async def m8():
    await (
        F()
        .method(2)
    )


for m in m1, m2, m3, m4, m5, m6, m7, m8:
    try:
        m().send(None)
    except Exception as e:
        tb = e.__traceback__.tb_next
        (place,) = traceback.extract_tb(tb, 1)
        print("".join(traceback.format_tb(tb, 1)), place.lineno, place.colno, place.end_lineno, place.end_colno, tb.tb_lineno)
        again = type(tb)(None, tb.tb_frame, tb.tb_lasti, tb.tb_lineno)
        print(traceback.extract_tb(again) == traceback.extract_tb(tb, 1))
