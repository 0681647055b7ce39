# Where CPython reads arguments by hand it counts them first, and says it in other words.
for call in (
    "min(x=1)", "max(x=1, y=2)", "min([1], x=1)", "zip(x=1)", "zip(strict=1, x=2)",
    "sorted([], x=1)", "sorted(x=1)", "enumerate(x=1)", "enumerate([], x=1)", "enumerate()",
):
    try:
        print(call, eval(call))
    except TypeError as e:
        print(call, "->", e)
