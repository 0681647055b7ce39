[x for x in y if z for w in x]
{k: v for k, v in d}
{x async for x in y}
(await x for x in y)
