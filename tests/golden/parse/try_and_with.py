try:
    a
except (B, C) as d:
    raise E from f
except:
    raise
else:
    g
finally:
    h
with a as b, c: d
with (a as b, c as d): e
async def f():
    async with a: b
    async for x in y: z
try: a
except* B: c
