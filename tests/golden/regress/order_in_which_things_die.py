import collections

class Loud:
    def __init__(self, name): self.name = name
    def __del__(self): print(self.name, end=" ")

def show(what): print("|", what)
def local():
    a = Loud("a"); b = Loud("b"); c = Loud("c")
local(); show("locals")
def with_arguments(x, *rest, k, **more):
    a = Loud("a")
with_arguments(Loud("x"), Loud("r1"), Loud("r2"), k=Loud("k"), m=Loud("m")); show("arguments")
def shared(p):
    z = p; q = Loud("q"); r = z; t = Loud("t")
shared(Loud("p")); show("shared")
def cells():
    a = Loud("a"); b = Loud("b")
    def inner(): return a, b
    c = Loud("c")
cells(); show("cells")
def failing():
    a = Loud("a"); b = Loud("b"); 1 / 0
try: failing()
except ZeroDivisionError: pass
show("failed")
def gen():
    a = Loud("a"); b = Loud("b"); yield
g = gen(); next(g); g.close(); show("closed")
g = gen(); next(g); del g; show("dropped")
list(gen()); show("exhausted")
class Made:
    def __init__(self, x): a = Loud("a"); b = Loud("b")
Made(Loud("x")); show("init")
def three(): return [Loud(i) for i in (1, 2, 3)]
l = three(); l.clear(); show("clear")
l = three(); del l[:]; show("del [:]")
l = three(); l[:] = []; show("[:] = []")
l = three(); l[:2] = [Loud(4)]; show("[:2] ="); del l; show("list")
l = three(); l *= 0; show("*= 0")
l = three(); l.__init__([5]); show("init")
l = [Loud(i) for i in range(5)]; del l[::2]; show("del [::2]"); l[::1] = []; show("[::1] = []")
t = tuple(three()); del t; show("tuple")
d = dict(enumerate(three())); d.clear(); show("dict")
q = collections.deque(three()); q.clear(); show("deque")
