# Cheat sheet: the event loop policy.
import asyncio

policy = asyncio.get_event_loop_policy()
print(isinstance(policy, asyncio.AbstractEventLoopPolicy))
loop = policy.new_event_loop()
print(isinstance(loop, asyncio.AbstractEventLoop))
loop.close()
