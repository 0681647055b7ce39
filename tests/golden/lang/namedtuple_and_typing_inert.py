from collections import namedtuple
from typing import NamedTuple, Optional, TypedDict, Any, Protocol, Generic, TypeVar
P = namedtuple("P", "x y", defaults=[5])
p = P(1)
print(p, p.x, p[1], p._replace(x=9), p._asdict(), P._fields, P._make([3, 4]), p == (1, 5), isinstance(p, tuple))
x, y = p
class E(NamedTuple):
    name: str
    age: int = 3
    def hi(self): return f"hi {self.name}"
print(E("bob"), E("al", 4).hi(), E.__annotations__)
class T(TypedDict):
    a: int
print(T(a=1), Optional[int], Any)
V = TypeVar("V")
class G(Generic[V]):
    def get(self, v: V) -> V: return v
print(G[int]().get(3), G[int])
for code in ("P()", "P(1, 2, 3)", "p.x = 5", "namedtuple('A', 'a a')", "namedtuple('A', 'def')", "p._replace(z=1)"):
    try:
        exec(code)
    except Exception as e:
        print(type(e).__name__, e)
