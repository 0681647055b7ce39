class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
class E(C, B): pass
print([k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__), D.__bases__, D.__base__)
for bases in ("(D, E)", "(A, B)", "(A, A)", "(int, str)", "(bool,)", "(5,)", "(type(None),)"):
    try:
        exec(f"class X{bases}: pass")
        print(bases, "ok")
    except TypeError as e:
        print(bases, str(e).replace("\n", " | "))
class F: pass
class G(F, metaclass=type): pass
G.__bases__ = (A,)
print([k.__name__ for k in G.__mro__], issubclass(G, A), isinstance(G(), F))
