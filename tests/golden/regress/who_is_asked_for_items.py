# Which methods of derived containers are asked, and in whose words they refuse.
import json
import operator


def noting(base, *names):
    def method(name):
        def call(self, *args):
            seen.append(name)
            return getattr(base, name)(self, *args)

        return call

    return type("X" + base.__name__, (base,), {name: method(name) for name in names})


seen = []
Set = noting(set, "__iter__", "__len__")
List = noting(list, "__iter__", "__len__", "__getitem__")
Tuple = noting(tuple, "__iter__", "__len__", "__getitem__")
Dict = noting(dict, "__iter__", "__len__")


def show(label, f):
    seen.clear()
    try:
        result = f()
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    print(label, result, seen)


show("isdisjoint", lambda: {1}.isdisjoint(Set({2})))
show("reduce", lambda: Set({1}).__reduce__()[1])
show("json", lambda: json.dumps(List([1])) + json.dumps(Tuple((1,))))
show("maketrans", lambda: str.maketrans(Dict({"a": "b"})))
show("item", lambda: List([1])["a"])
show("item", lambda: Tuple((1,))["a"])
show("set item", lambda: operator.setitem(List([1]), None, 1))


class Fails(list):
    def __iter__(self):
        raise TypeError("mine")


show("slice", lambda: operator.setitem([1, 2], slice(0, 1), Fails()))
show("slice", lambda: operator.setitem([1, 2], slice(0, 2, 2), Fails()))
show("json", lambda: json.dumps(Fails([1])))
for name in "__name__", "__module__", "__doc__":
    show("del", lambda: delattr(ValueError, name))
    show("del", lambda: delattr(type("C", (), {}), name))


class Bytes(bytearray):
    pass


from collections import deque

show("bytearray", lambda: Bytes(b"ab")["a"])
show("deque", lambda: deque([1])[2**80])
