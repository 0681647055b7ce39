def outer(a, /, b: int, *args, c=1, d, **kw) -> str:
    """Doc.

        indented
    """
    n = 0
    def inner(x=a, *, y=n):
        nonlocal n
        n += x
        return lambda: n + x + b
    return inner
