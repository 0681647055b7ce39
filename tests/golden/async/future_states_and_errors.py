import asyncio
async def main():
    f = asyncio.get_running_loop().create_future()
    for call in (f.result, f.exception):
        try:
            call()
        except asyncio.InvalidStateError as e:
            print(e)
    print(f.done(), f.cancelled(), f)
    f.set_result(5)
    print(f.done(), f.result(), f.exception(), f)
    for call in (lambda: f.set_result(6), lambda: f.set_exception(ValueError())):
        try:
            call()
        except asyncio.InvalidStateError as e:
            print(e)
    print(f.cancel())
    g = asyncio.Future()
    print(g.cancel("msg"), g.cancelled(), g, g.cancel())
    try:
        g.result()
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
    try:
        g.exception()
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
asyncio.run(main())
