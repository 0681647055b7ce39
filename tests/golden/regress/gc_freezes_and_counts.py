"""gc.freeze and the counts of collections."""
import gc

gc.freeze()
print(gc.get_freeze_count() > 0, gc.collect() >= 0)
gc.unfreeze()
print(gc.get_freeze_count())
gc.disable()
gc.collect()
for generation in (0, 0, 1, 0, 1, 2):
    gc.collect(generation)
    print(gc.get_count()[1:])
before = gc.get_count()[0]
keep = [[] for _ in range(100)]
print(gc.get_count()[0] > before)
