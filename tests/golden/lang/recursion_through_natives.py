class R:
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __hash__(self): return hash(self)
    def __getattr__(self, n): return getattr(self, n + "x")
    def __len__(self): return len(self)
r = R()
for f in (repr, hash, len, lambda r: r == r, lambda r: r.attr, str, lambda r: sorted([3, 1], key=lambda x: repr(r))):
    try:
        f(r)
    except RecursionError as e:
        print(type(e).__name__)
l = []
for i in range(100000): l = [l]
try:
    repr(l)
except RecursionError as e:
    print(type(e).__name__)
del l
print("dropped")
