class M:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()
    def __exit__(self, t, v, tb):
        print("exit", self.name, t and t.__name__, v)
        return self.swallow
with M("a") as a, M("b") as b:
    print(a, b)
with (M("c", True), M("d")):
    raise ValueError("in body")
print("after")
try:
    with M("e") as (x, y):
        pass
except ValueError as e:
    print("unpack:", e)
def f():
    with M("r"):
        return "returned"
print(f())
for i in range(2):
    with M(f"l{i}"):
        if i == 0: continue
        break
