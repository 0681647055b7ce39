class C:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
print(C[int], C["a", 1])
print(list[int], dict[str, int], tuple[int, ...], type[int], list[int]([1, 2]), list[int].__origin__, list[int].__args__)
print(int | str, int | None, isinstance(1, int | str), list[int] | None)
class M(type):
    def __getitem__(cls, k): return ("meta", k)
class D(metaclass=M): pass
print(D[1])
for code in ("int[3]", "C()[1]", "isinstance([1], list[int])", "5 | int"):
    try:
        print(eval(code))
    except TypeError as e:
        print(e)
