from collections import OrderedDict

changes = dict(add=lambda d: d.update({9: 9}), delete=lambda d: d.pop(3), again=lambda d: (d.pop(1), d.update({1: 1})), clear=lambda d: d.clear(),
               replace=lambda d: d.update({0: 5}), move=lambda d: d.move_to_end(2), front=lambda d: d.move_to_end(3, False), last=lambda d: d.move_to_end(4))
views = dict(keys=lambda d: d, values=lambda d: d.values(), items=lambda d: d.items(), back=reversed, back_items=lambda d: reversed(d.items()))
for made in (OrderedDict, dict):
    for view, of in views.items():
        for name, change in changes.items():
            d = made((i, i) for i in range(5))
            if not hasattr(d, "move_to_end") and name in ("move", "front", "last"): continue
            seen, it = [], iter(of(d))
            try:
                for n, x in enumerate(it):
                    seen.append(x)
                    if n == 1: change(d)
            except RuntimeError as e: seen.append(str(e))
            print(made.__name__, view, name, *seen)

class Clears:
    def __init__(self, what): self.what = what
    def __eq__(self, other): self.what.clear(); return True
a, b = OrderedDict(), OrderedDict({1: 1, 2: 2})
a.update({1: Clears(a), 2: 2})
print(a == b)
