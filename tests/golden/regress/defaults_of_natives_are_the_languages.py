import inspect, math, operator

for f in (open, sum, str.center, str.rjust, list.index, tuple.index, math.prod, operator.length_hint):
    print(f.__name__, inspect.signature(f))
for f in (open, sum, str.center, list.index):
    assert "::" not in f.__text_signature__ and "!" not in f.__text_signature__
