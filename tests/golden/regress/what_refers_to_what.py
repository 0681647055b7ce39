import gc

kept = []
holder = [kept, 1, 'a']
print(len(gc.get_referents(holder)), gc.get_referents(1, 'a'), sorted(gc.get_referents({3: 4})))
print(any(v is holder for v in gc.get_referrers(kept)), any(v is kept for v in gc.get_objects()))
for generation in -2, 3:
    try:
        gc.get_objects(generation)
    except ValueError as e:
        print(e)


class C:
    pass

print([gc.is_tracked(v) for v in (1, 'a', [], C(), C, int, object(), bytearray())])
