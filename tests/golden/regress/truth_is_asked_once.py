import itertools


class T:
    def __init__(self, name, truth):
        self.name, self.truth = name, truth

    def __bool__(self):
        print(end=self.name)
        return self.truth

    def __repr__(self):
        return f"<{self.name}>"


forms = """
(a or b) and c
a and (b or c) and a
(a and b) or c
(a or b or c) and (a and b)
((a and b) or c) and a
(a or (b and c)) and b
((a or b) and c) or (b and a)
not (a or b) and c
(not a or b) and c
a and (b and (c or a)) or b
(a if b or c else b) and a
(a < b or c) and b if False else (a or c) and b
(a or 1) and b
(0 or a) and b
(a and 0) or b
""".strip().split("\n")
for form in forms:
    for ta, tb, tc in itertools.product((False, True), repeat=3):
        a, b, c = T("a", ta), T("b", tb), T("c", tc)
        print("", eval(form))
        if eval(form):
            print(" yes")
        x = [1 for _ in (1,) if eval(form)]
        print(x)


def f(a, b):
    x = (a or b) and b
    if (a or b) and b:
        return x
    while (a and b) or a:
        break
    return x, (a or b) and b


for ta, tb in itertools.product((False, True), repeat=2):
    print("", f(T("a", ta), T("b", tb)))
