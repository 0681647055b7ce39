# One place in the program sees objects of several classes, and the classes change: each look finds what is there now.
class Base:
    shared = 1

    def hello(self):
        return "hello of " + type(self).__name__

    @classmethod
    def make(cls):
        return "made by " + cls.__name__

    @staticmethod
    def plain():
        return "plain"

    @property
    def computed(self):
        return "computed " + type(self).__name__


class Slots(Base):
    __slots__ = ("mine",)


class Open(Base):
    pass


class Hooked(Base):
    def __getattr__(self, name):
        return "hook for " + name


class Desc:
    def __init__(self, text):
        self.text = text

    def __get__(self, o, owner=None):
        return f"{self.text} through {type(o).__name__}"

    def __set__(self, o, v):
        print("set", v)


class Described(Base):
    mine = Desc("descriptor")


class Quiet(Base):
    mine = "of the class"


class Meta(type):
    def of_meta(cls):
        return "meta method of " + cls.__name__

    @property
    def meta_property(cls):
        return "meta property of " + cls.__name__


class Made(Base, metaclass=Meta):
    mine = None
    own_dict = {}


def look(o):
    out = []
    for name, f in looks.items():
        try:
            out.append(f"{name}={f(o)}")
        except (AttributeError, TypeError) as e:
            out.append(f"{name}: {e}")
    return ", ".join(out)


looks = {
    "mine": lambda o: o.mine,
    "shared": lambda o: o.shared,
    "hello": lambda o: o.hello(),
    "bound": lambda o: o.hello.__name__,
    "make": lambda o: o.make(),
    "unbound make": lambda o: o.make.__self__.__name__,
    "plain": lambda o: o.plain(),
    "computed": lambda o: o.computed,
}


def objects():
    s = Slots()
    s.mine = "slot"
    o = Open()
    o.mine = "attribute"
    d = Open()
    d.__dict__["mine"] = "in a dict"
    e = Open()
    e.__dict__["hello"] = lambda: "hidden"
    e.__dict__["hello"].__name__ = "hidden"
    return [s, Slots(), o, d, e, Hooked(), Described(), Quiet(), Made()]


def round_(title):
    print("--", title)
    everybody = objects()
    for _ in range(3):
        lines = [look(o) for o in everybody]
    print("\n".join(lines))


round_("at first")
Base.shared = 2
Quiet.mine = "of the class, changed"
round_("plain data changed")
Base.shared = property(lambda self: "shared is a property now")
round_("data became a property")
Base.shared = 3
Base.hello = lambda self: "another hello"
Quiet.mine = Desc("late descriptor")
round_("a method changed, a descriptor came")
Desc.__get__ = lambda self, o, owner=None: "another __get__"
round_("the descriptor's class changed")
Base.make = staticmethod(lambda: "no class method any more")
Base.plain = classmethod(lambda cls: "a class method now, of " + cls.__name__)
round_("wrappers changed places")
looks.pop("unbound make")
Base.computed.__init__(lambda self: "set up again")
round_("a property was set up again")
del Base.hello
looks.pop("bound")
round_("a method went")

print("-- classes")
class_looks = [
    lambda c: c.shared,
    lambda c: c.make(),
    lambda c: c.plain(),
    lambda c: c.mine,
    lambda c: c.own_dict,
    lambda c: c.of_meta(),
    lambda c: c.meta_property,
    lambda c: c.__name__,
    lambda c: c.computed is Base.computed,
]


def look_at_class(c):
    out = []
    for f in class_looks:
        try:
            out.append(str(f(c)))
        except AttributeError as e:
            out.append(str(e))
    return " | ".join(out)


for turn in range(3):
    for c in [Base, Open, Quiet, Made, Slots]:
        print(look_at_class(c).replace(hex(id(Slots.mine))[2:], "..")[:200] if c is not Slots else c.__name__)
    Made.own_dict = turn
    Made.mine = turn
    Base.shared = turn
Meta.of_meta = lambda cls: "another meta method"
Made.__name__ = "Renamed"
Meta.mine = property(lambda cls: "the metaclass goes first")
print(look_at_class(Made))
Made.of_meta = "the class goes first"
try:
    print(look_at_class(Made))
except TypeError as e:
    print(e)

print("-- stores")


def store(o, v):
    o.mine = v
    o.other = v


for turn in range(3):
    for o in objects():
        try:
            store(o, turn)
            print(type(o).__name__, o.mine, o.other, sorted(vars(o)))
        except AttributeError as e:
            print(type(o).__name__, e)
Open.mine = property(lambda self: "read only")
for o in [Hooked(), Described(), Quiet(), Made(), Open()]:
    try:
        store(o, 5)
    except AttributeError as e:
        print(e)
