class Bound:
    def __init__(self, items): self.items = items
    def __index__(self):
        self.items.clear()
        return 10


for kind in [list, bytearray]:
    a = kind(range(10))
    a[2:Bound(a)] = kind([5])
    print(a)
    a = kind(range(10))
    del a[2:Bound(a)]
    print(a)
    a = kind(range(10))
    try:
        a[2:Bound(a):2] = kind([5])
    except ValueError as e:
        print(e)
    a = kind(range(10))
    del a[8:1:-3]
    print(list(a))
    a = kind(range(10))
    try:
        del a[Bound(a)]
    except IndexError as e:
        print(e)
    a = kind(range(10))
    print(a[2:Bound(a)])
