# A hundred thousand arguments, positional and by name.
def va(*a, **k): return len(a), len(k)
print(va(*range(100000)), va(*range(200000), **{str(i): i for i in range(5000)}))
import io
b = io.StringIO(); print(*range(70000), file=b); print(len(b.getvalue()))
print(max(*range(70001)), len([*range(70000)]))
class C:
    def __init__(self, *a, **k): self.n = (len(a), len(k))
print(C(*range(70000), x=1).n)
