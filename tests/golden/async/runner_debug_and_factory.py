import asyncio
made = []
def factory():
    made.append(asyncio.new_event_loop())
    return made[-1]
async def main():
    return asyncio.get_running_loop().get_debug(), asyncio.get_running_loop() is made[-1]
with asyncio.Runner(debug=True, loop_factory=factory) as r:
    print(len(made))
    print(r.run(main()))
print(asyncio.run(main(), loop_factory=factory), len(made))
