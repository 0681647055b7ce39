print(list[int], dict[str, list[int]], tuple[int, ...], tuple[()], type[int], set["x"], list[int].__origin__, list[int].__args__, list[int].__parameters__, list[int] == list[int], hash(list[int]) == hash(list[int]), list[int]([1]), list[int] != list[str], dict[str, int].fromkeys("a"), list[int].append, list[int].__class__, isinstance([], list[int].__origin__))
print(int | str, int | None, None | int, int | int, int | str | float, (int | str).__args__, int | str == str | int, isinstance(1, int | str), issubclass(bool, int | str), isinstance(None, int | None), list[int] | None, hash(int | str) == hash(str | int), type(int | str).__name__, (int | str) | (str | bytes), [int | str])
class C(list[int]): pass
print(C.__bases__, C.__orig_bases__, C.__mro__[1])
class G:
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(G[1], G[1, 2], [*list[int]] if False else "skip")
for f in (lambda: isinstance([], list[int]), lambda: issubclass(list, list[int]), lambda: list[int][str], lambda: int[str], lambda: int | 5, lambda: 5 | int, lambda: isinstance(1, int | list[int]), lambda: list[int].nope, lambda: G()[1], lambda: "a" | int):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
