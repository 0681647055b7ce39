import asyncio
async def main():
    return asyncio.get_running_loop()
loop = asyncio.run(main())
print(loop.is_closed(), loop.is_running())
for code in ("asyncio.run(5)", "asyncio.run(main)", "asyncio.get_running_loop()", "loop.call_soon(print)", "loop.run_forever()"):
    try:
        eval(code)
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
async def nested():
    c = main()
    try:
        asyncio.run(c)
    except RuntimeError as e:
        print(e)
    c.close()
asyncio.run(nested())
