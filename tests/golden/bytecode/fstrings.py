def f(a, b):
    return f"{a}", f"<{a!r}>{b:>{a}}{{}}", f"{a=}"
