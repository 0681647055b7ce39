import functools
import inspect
from typing import Optional, List


def f(a, b: int, /, c=3, *args: str, d, e: Optional[int] = None, **kw) -> List[int]: ...


class C:
    "Doc."
    def __init__(self, x, y=2): ...
    def m(self, z, *, k="v"): ...
    @classmethod
    def cm(cls, q): ...
    @staticmethod
    def sm(s): ...
    def __call__(self, v): ...


class New:
    def __new__(cls, a): ...


class Meta(type):
    def __call__(cls, *a, zz): ...


class WithMeta(metaclass=Meta):
    pass


async def co(a, b): ...


@functools.wraps(f)
def wrapped(*a, **k): ...


for obj in (f, C, C.m, C(1).m, C.cm, C.sm, C(1), New, WithMeta, co, wrapped, lambda x, *y: 0, functools.partial(f, 1, d=5), functools.partial(C.m, z=1), int.__add__, type("E", (), {})):
    try:
        print(inspect.signature(obj))
    except ValueError as e:
        print("ValueError", e)
sig = inspect.signature(f)
for p in sig.parameters.values():
    print(p.name, p.kind, p.kind.description, p.default is inspect.Parameter.empty, p.annotation, p, repr(p))
print(inspect.signature(lambda a, *b: 0).parameters)
print(sig.return_annotation, repr(sig), sig == inspect.signature(f), hash(sig) == hash(inspect.signature(f)), sig.replace(return_annotation=int))
b = sig.bind(1, 2, 3, 4, 5, d=6, z=7)
print(b, b.args, b.kwargs, b.arguments)
b = sig.bind(1, 2, d=6)
b.apply_defaults()
print(b, sig.bind_partial(1).arguments)
for bad in (lambda: sig.bind(), lambda: sig.bind(1, 2), lambda: inspect.signature(co).bind(1, 2, 3), lambda: inspect.signature(co).bind(1, a=2), lambda: inspect.signature(co).bind(1, 2, zz=3), lambda: inspect.signature(5),
            lambda: inspect.Parameter("1x", inspect.Parameter.KEYWORD_ONLY), lambda: inspect.Signature([inspect.Parameter("a", 3), inspect.Parameter("b", 1)]), lambda: inspect.Parameter("a", 2, default=1), lambda: inspect.Signature([inspect.Parameter("a", 1), inspect.Parameter("a", 1)])):
    try:
        print(bad())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(inspect.getfullargspec(f), inspect.getcallargs(co, 1, b=2))
print(inspect.signature(f).format(max_width=10))


def ann(a: "int", b: "C" = 1) -> "str": ...


print(inspect.signature(ann), inspect.signature(ann, eval_str=True), inspect.get_annotations(ann, eval_str=True))
