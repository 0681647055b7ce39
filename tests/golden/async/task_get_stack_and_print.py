import asyncio, io
async def inner():
    await asyncio.sleep(1)
async def outer():
    await inner()
async def main():
    t = asyncio.create_task(outer())
    await asyncio.sleep(0)
    print([f.f_code.co_name for f in t.get_stack()])
    out = io.StringIO()
    t.print_stack(file=out)
    print(out.getvalue().splitlines()[-1].strip())
    t.cancel()
    async def boom(): raise ValueError("boom")
    b = asyncio.create_task(boom())
    await asyncio.wait([b, t])
    print([f.f_code.co_name for f in b.get_stack()], t.get_stack())
asyncio.run(main())
