class Evil:
    def __init__(self, d): self.d = d
    def __hash__(self): return 1
    def __eq__(self, other):
        if self.d:
            self.d.clear()
        return False
d = {}
d[Evil(d)] = 1
print(len(d))
d[Evil(None)] = 2
print(len(d) >= 1)
d = {1: 1}
class Raises:
    def __hash__(self): return 1
    def __eq__(self, o): raise RuntimeError("eq called")
try:
    d[Raises()]
except RuntimeError as e:
    print(e)
