import traceback


class Obj:
    x = 1


o = Obj()
d = {"k": [1, 2]}
zero = 0


def call(a, b=None):
    raise ValueError("inner")


def binary():
    return 1 + 2 * (zero / zero) - 3


def add():
    y = o.x + d
    return y


def item():
    return d["k"][5] + 1


def attr():
    return o.x.missing.more + 3


def chained():
    return o.x < d


def arg():
    print("a", call(1, b=2), "b")


def assign():
    z = call(1)
    return z


def ret():
    return call(
        1,
        b=(2 +
           3),
    )


def method():
    return "abc".upper().nope()


def multi():
    return (o.x +
            d
            )


def long_call():
    return call(1, b=[
        1,
        2,
        3,
        4,
    ]) + 5


def unary():
    return -d


def power():
    return 2 ** -d ** 3


def subscript_call():
    d["k"](1, 2)


def nested():
    x = [i / zero for i in range(3)]


def raising():
    raise KeyError("plain raise")


def comparison():
    if zero == 0 and d > 3 or 5:
        pass


def unpack():
    a, b = d["k"] + [3]


def with_text():
    return f"{o.nope!r:>{10}}" + "#" + 'it''s'


def unicode_line():
    return "äöü€" + "日本" + o.x


def aug():
    v = d
    v["k"] += 1 / zero


def delete():
    del d["no"]


def string_op():
    return "a + b" % (1 if zero else 2)


def assertion():
    assert zero, "message " + "here"


def matmul():
    return o @ d // 2


def keyword():
    call(**{"q": 1})


def star():
    x = o.x = d["a" if zero else "b"]


for f in (binary, add, item, attr, chained, arg, assign, ret, method, multi, long_call, unary, power, subscript_call, nested, raising, comparison, unpack, with_text, unicode_line, aug, delete, string_op, assertion, matmul, keyword, star):
    try:
        f()
    except Exception as e:
        lines = traceback.format_exception(e)
        print("".join(lines[2:]).replace(__file__, "FILE"), end="")
