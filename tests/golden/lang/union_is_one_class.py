import types, typing, copy
from typing import Union, Optional, TypeVar
T = TypeVar("T"); S = TypeVar("S")
print(types.UnionType is Union, type(int | str), Union[int, str], Optional[int], int | str == Union[str, int], hash(int | str) == hash(Union[str, int]))
def p(src):
    try: print(src, "->", eval(src, globals()))
    except Exception as e: print(src, "!", type(e).__name__, e)
for s in """Union[int]
Union[()]
Union[None]
Union[None, int, int]
int | "str"
(int | str) | "foo"
"foo" | (int | str)
Union[int, Union[str, float]]
(int | str).__origin__, (int | str).__args__, (int | list[T]).__parameters__, (int | str).__name__, (int | str).__module__
(int | list[T])[str], (T | int)[int], (T | S)[int, str]
(int | str)[int]
T | None
None | T
T | "x"
int | 1
None | None
isinstance(1, int | str), isinstance(None, int | None), issubclass(bool, Union[int, str])
isinstance("", Union[int, list[int]])
issubclass(1, int | str)
Union[int, typing.ClassVar]
Union()
(int | str)()
(int | str).x
Union[[], int], Union[[], []]
hash(Union[[], int])
Union[int, []] == Union[[], int]
Union[typing.Literal[1], typing.Literal[True]]
typing.get_origin(int | str), typing.get_args(int | str)
(int | str) | (str | int)
copy.copy(int | str), copy.deepcopy(int | str)
type("X", (Union,), {})
types.new_class("X", (int | str,))
(int | str).__or__(3)
type.__or__(int, 3)
typing.Optional[int, str]""".splitlines(): p(s)
type A = int
p("A | int"); p("None | A")
