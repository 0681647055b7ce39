# The names of policies warn each time, and there are no watchers of children any more.
import asyncio, warnings

with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    policy = asyncio.get_event_loop_policy()
    print(type(policy).__mro__[-2].__name__, isinstance(policy, asyncio.AbstractEventLoopPolicy))
    print(asyncio.DefaultEventLoopPolicy.__name__, asyncio.DefaultEventLoopPolicy.__module__)
    asyncio.set_event_loop_policy(None)
for w in told:
    print(w.category.__name__, w.message)
print([n for n in dir(asyncio) if "atcher" in n or n.endswith("Policy")], "AbstractEventLoopPolicy" in asyncio.__all__)
print(asyncio.sleep.__module__, asyncio.run.__module__, asyncio.timeout.__annotations__["delay"], asyncio.Queue[int])
