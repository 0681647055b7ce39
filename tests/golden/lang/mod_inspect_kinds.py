import functools
import inspect
import asyncio


async def co(): await asyncio.sleep(0)
async def ag(): yield 1
def gen():
    """Doc of gen.

        indented
    second
    """
    yield 1


class Base:
    def m(self):
        "Base doc."


class C(Base):
    attr = 1

    def m(self): ...

    @property
    def p(self): return 1

    @staticmethod
    def s(): ...

    @classmethod
    def c(cls): ...


# A comment
# on decorated
@functools.lru_cache
def decorated(a,
              b=(1,
                 2)):
    x = """text
not the end
"""

    return x  # tail
# after


one_line = lambda: 5
c = co()
a = ag()
g = gen()
print(inspect.iscoroutinefunction(co), inspect.iscoroutinefunction(ag), inspect.isasyncgenfunction(ag), inspect.isgeneratorfunction(gen), inspect.iscoroutinefunction(functools.partial(co)), inspect.iscoroutinefunction(inspect.markcoroutinefunction(lambda: co())))
print(inspect.iscoroutine(c), inspect.isawaitable(c), inspect.isasyncgen(a), inspect.isgenerator(g), inspect.isawaitable(g), inspect.isawaitable(5))
print(inspect.getcoroutinestate(c), inspect.getgeneratorstate(g), next(g), inspect.getgeneratorstate(g), inspect.getasyncgenstate(a), inspect.getgeneratorlocals(g))
c.close()
g.close()
print(inspect.getcoroutinestate(c), inspect.getgeneratorstate(g))
print(inspect.isclass(C), inspect.isfunction(C.m), inspect.ismethod(C().m), inspect.isbuiltin(len), inspect.ismodule(inspect), inspect.isroutine(len), inspect.isdatadescriptor(C.__dict__["p"]), inspect.ismethoddescriptor(str.join), inspect.isabstract(C), inspect.iscode(co.__code__), inspect.isframe(inspect.currentframe()))
print([n for n, v in inspect.getmembers(C, inspect.isfunction)], [n for n, v in inspect.getmembers(C()) if not n.startswith("__")], inspect.getmro(C)[1].__name__)
print(repr(inspect.getdoc(gen)), inspect.getdoc(C.m), inspect.getdoc(5)[:5], repr(inspect.cleandoc("  a\n    b\n      c\n\n")), inspect.getdoc(C))
print(inspect.getsource(co), inspect.getsource(C), inspect.getsource(decorated), inspect.getsource(one_line), sep="---\n")
print(inspect.getsourcelines(gen)[1], inspect.getsourcelines(C.p.fget), inspect.getfile(co) == __file__, inspect.getmodule(C).__name__, inspect.getcomments(decorated))
print(inspect.getattr_static(C(), "p").__class__, inspect.getattr_static(C, "attr"), inspect.getattr_static(C, "nope", 7), inspect.unwrap(decorated).__name__)
print([(x.name, x.kind, x.defining_class.__name__) for x in inspect.classify_class_attrs(C) if not x.name.startswith("__")])


def frames():
    info = inspect.getframeinfo(inspect.currentframe())
    return info.function, info.lineno, info.code_context, inspect.stack()[1].function, [f.function for f in inspect.stack()][:2]


print(frames())


def outer():
    free = 1
    def inner(): return free + len("x") + missing
    return inner


print(inspect.getclosurevars(outer()))
for bad in (lambda: inspect.getsource(5), lambda: inspect.getsource(int), lambda: inspect.getfile(len), lambda: inspect.getattr_static(C, "zz")):
    try:
        bad()
    except (TypeError, OSError, AttributeError) as e:
        print(type(e).__name__, e)
