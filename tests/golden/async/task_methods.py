import asyncio
async def work(x):
    await asyncio.sleep(0.01)
    return x * 2
async def main():
    t = asyncio.create_task(work(4), name="worker")
    print(t.get_name(), t.done(), asyncio.iscoroutine(t.get_coro()), t.get_coro().__name__)
    t.set_name(5)
    print(repr(t.get_name()))
    for call in (t.result, t.exception):
        try:
            call()
        except asyncio.InvalidStateError as e:
            print(e)
    for call in (lambda: t.set_result(1), lambda: t.set_exception(ValueError())):
        try:
            call()
        except RuntimeError as e:
            print(e)
    print(await t, t.result(), t.exception(), t in asyncio.all_tasks(), len(asyncio.all_tasks()))
    print(asyncio.current_task() in asyncio.all_tasks(), asyncio.current_task().get_name())
    print(asyncio.create_task(work(1)).get_name())
    try:
        asyncio.create_task(5)
    except TypeError as e:
        print(e)
asyncio.run(main())
print("again")
