# A call that is iterated or entered was underlined as a whole; the entry of a generator stood twice when StopIteration left it.
import sys, traceback


class Both:
    def __iter__(self):
        raise KeyError("no items")

    def __enter__(self):
        raise KeyError("no entry")

    def __exit__(self, *args): ...


def make():
    return Both()


def broken():
    yield 1
    raise KeyError("later")


def loop():
    for x in make():
        pass


def items():
    return [x for x in broken()]


def enter():
    with make() as b:
        pass


def stops():
    yield next(iter([]))


for f in (loop, items, enter, lambda: list(stops())):
    try:
        f()
    except Exception:
        text = traceback.format_exc().splitlines()
        print(*[line for line in text if not line.startswith("  File")], sep="\n")
