class H:
    calls = 0
    def __init__(self, v): self.v = v
    def __hash__(self):
        H.calls += 1
        return self.v % 3
    def __eq__(self, o): return isinstance(o, H) and self.v == o.v
    def __repr__(self): return f"H{self.v}"
s = {H(i) for i in range(10)}
print(len(s), H(5) in s, H(50) in s, sorted(s, key=lambda h: h.v))
d = {H(i): i for i in range(6)}
print(d[H(4)], H.calls > 20, list(d))
del d[H(3)]
print(d, d.pop(H(1)), H(0) in d)
d2 = dict(d); H.calls = 0
d2.update(d); dict(d); {**d}; set(d)
print("hashes are kept:", H.calls)
class Unstable:
    n = 0
    def __hash__(self):
        Unstable.n += 1
        return Unstable.n
u = Unstable(); e = {u: 1}
print(u in e, len(e), list(e)[0] is u)
class Boom:
    def __hash__(self): raise ValueError("no hash")
for code in ("{Boom(): 1}", "Boom() in {}", "{1: 2}.get(Boom())", "{Boom()}", "set().add(Boom())", "hash((1, Boom()))"):
    try:
        eval(code)
    except ValueError as x:
        print(x)
class TooBig:
    def __hash__(self): return 2**100
print(hash(TooBig()) == hash(2**100), {TooBig(): 1}.__len__())
