class V:
    def __getattr__(self, name): raise AttributeError(name)
names = "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift".split()
for n in names:
    setattr(V, f"__{n}__", lambda s, o, n=n: n)
    setattr(V, f"__r{n}__", lambda s, o, n=n: "r" + n)
    setattr(V, f"__i{n}__", lambda s, o, n=n: "i" + n)
v = V()
print(v+1, v-1, v*1, v/1, v//1, v%1, v**1, v@1, v&1, v|1, v^1, v<<1, v>>1)
print(1+v, 1-v, 1*v, 1/v, 1//v, 1%v, 1**v, 1@v, 1&v, 1|v, 1^v, 1<<v, 1>>v)
out = []
for op in "+ - * / // % ** @ & | ^ << >>".split():
    ns = {"v": V()}
    exec(f"v {op}= 1", ns)
    out.append(ns["v"])
print(*out)
