# A tuple of what has no references is none of the collector's business.
import gc

one, two, items = 1, 'two', []
for made in (one, two), (one, items), (), (items,), ((one, items), two), (one, one.real, 2.5, b''), {}, {1: 2}, [], set(), frozenset(), compile('1', '', 'eval'), 1j, items.append:
    print(type(made).__name__, gc.is_tracked(made))
print(gc.get_referents((one, two)) == [two, one], gc.get_referents(compile('1', '', 'eval')))
