# what: in `f(a + b)` the global `f` is looked up after the sum, if `a` and `b` are plain locals
# why: look-up and call are one instruction; only an operator method that rebinds `f` meanwhile can tell
# instead: bind the function to a local first
class Rebinds:
    def __add__(self, other):
        global f
        f = lambda x: "new"
        return 1


def f(x):
    return "old"


def run(a):
    return f(a + 1)


print(run(Rebinds()))
