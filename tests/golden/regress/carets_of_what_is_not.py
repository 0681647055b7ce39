import traceback

d = 5


def shown(f):
    try:
        f()
    except TypeError:
        print(*traceback.format_exc().splitlines()[-3:-1], sep="\n")


shown(lambda: not d < "a")
shown(lambda: [not (d < "a")])
shown(lambda: not d in 5)
shown(lambda: not not d < "a")
shown(lambda: 1 if not d < "a" else 2)
shown(lambda: not d < 3 < "a")
shown(lambda: not d + "a")
