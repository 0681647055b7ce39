import traceback
def show(code):
    try:
        exec(compile(code, "<c>", "exec"), {})
    except Exception as e:
        for fr in traceback.extract_tb(e.__traceback__)[1:]:
            print(fr.lineno, fr.colno, fr.end_lineno, fr.end_colno, fr.name)
for code in ("x = (1 + 2) / 0", "a = [1]\na[5]", "def f(x): return x.y.z\nf(5)", "len(5)", "print(int('a',\n  16) + undefined)", "x = 1\nx.a = 2", "[1 // i for i in (1, 0)]",
             "a, b = 1, 2, 3", "assert 1 == 2", "raise ValueError", "import nope_x", "from math import nope", "for i in 5: pass", "with 5: pass", "(lambda: 1 / 0)()", "x = {}\nx['a']['b']", "del undefined", "1 < 'a' < 2", "-'a'", "f'{1/0}'"):
    print(repr(code)); show(code)
