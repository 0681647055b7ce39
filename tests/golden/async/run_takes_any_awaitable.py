import asyncio
class Later:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "later"
print(asyncio.run(Later()))
with asyncio.Runner() as runner:
    print(runner.run(Later()))
for bad in (5, None, print):
    for run in (asyncio.run, asyncio.Runner().run):
        try:
            run(bad)
        except TypeError as e:
            print(e)
