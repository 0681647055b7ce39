class Base:
    registry = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        print("init_subclass", cls.__name__, tag)
        Base.registry.append(cls.__name__)
class A(Base, tag="t"): pass
class B(A): pass
print(Base.registry)
class Field:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name)
class C(Base):
    f = Field()
    g = Field()
try:
    class D(Base, other=1): pass
except TypeError as e:
    print(e)
class Bad:
    def __set_name__(self, o, n): raise ValueError("in set_name")
try:
    class E: b = Bad()
except ValueError as e:
    print(e, e.__notes__)
