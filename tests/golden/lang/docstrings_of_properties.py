# The text of a property: the one given, else the getter's; a subclass with a text of its own keeps it on the instance.
class P(property):
    "class text"


class A:
    @P
    def s(self):
        "getter text"

    @s.setter
    def s(self, v):
        "setter text"

    t = P(doc='given')

    @P
    def w(self):
        pass

    @property
    def u(self):
        "u text"

    u2 = u.getter(lambda self: 1)
    v = property(lambda self: 1, doc='fixed')
    v2 = v.getter(lambda self: 2)


class Slots(property):
    __slots__ = ()


for p in (A.s, A.t, A.w, A.u, A.u2, A.v2, property(None), P):
    print(p.__doc__)
try:
    print(Slots(lambda self: 1).__doc__)
    Slots(A.u.fget)
except AttributeError as e:
    print(type(e).__name__)
