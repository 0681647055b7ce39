# Two stages found the same mistakes, and one did not fold constants first.
import warnings

for code in ("x is 1", "not x is 1", "x is (1 + 2)", "x is -1", "assert (1, 'a')", "(1 + 2)(3)", "(-1)[3]", "[1]['a']", "[][-1.5]",
             "'a' (1)", "{1: 2}[1](2)", "x is None", "(lambda: 1)[0]", "f'{x}'[1, 2]"):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        compile(code, "<code>", "exec")
    print(code, [(str(w.message), w.lineno) for w in found])
