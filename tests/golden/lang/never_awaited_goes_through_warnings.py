import warnings, gc
async def forgotten(): pass
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    forgotten()
    c = forgotten(); c = None
    d = forgotten(); d.close(); d = None
    e = forgotten()
    try:
        e.send(None)
    except StopIteration: pass
    del e
print([(x.category.__name__, str(x.message)) for x in w])
warnings.simplefilter("ignore")
forgotten()
print("quiet")
