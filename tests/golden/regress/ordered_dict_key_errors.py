from collections import OrderedDict

d = OrderedDict(a=1)
for key in None, 1, 'b', (), (1, 2):
    for call in d.move_to_end, d.pop, lambda k: d[k], lambda k: dict().pop(k):
        try:
            call(key)
        except KeyError as e:
            print(repr(e), e.args)
print(d.pop('b', 3), d.pop(key='b', default=None), d.pop(key='a'), d)
