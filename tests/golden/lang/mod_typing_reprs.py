import collections.abc
import typing as t
from typing import *

T = TypeVar("T")
K = TypeVar("K", bound=int)
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")
for x in (Any, List, List[int], Dict[str, List[int]], Optional[int], Union[int, str], Union[int, None, str], Union[int],
          Tuple[int, ...], Tuple[()], Tuple[int, str], Callable, Callable[[int, str], bool], Callable[..., Any], Callable[P, T],
          Callable[[], None], Type[int], Iterable[T], Mapping[str, T], Generator[int, None, str], AsyncIterator[bytes],
          Literal["a", 1, True, None], Annotated[int, "meta", 3], ClassVar[int], Final[str], Final, NoReturn, Never, Self,
          LiteralString, T, K, P, Ts, P.args, P.kwargs, Concatenate[int, P], Unpack[Ts], TypeGuard[int], Required[int],
          Deque[int], DefaultDict[str, int], Counter[str], Awaitable[int], Coroutine[Any, Any, int], Optional["Later"],
          List["Later"], int | None, list[T], Pattern[str], ContextManager[int], Sequence, Text, AnyStr,
          Generator[int], Annotated[Optional[int], "x"], Hashable, TypeVar("Co", covariant=True), FrozenSet[int]):
    print(x)
print(Optional[int] == Union[None, int], Union[int, str] == (int | str), List[int] == List[int], List[int] == list[int])
print(Union[Union[int, str], float], Union[int, int], Literal[1, 1, True], Literal[1] == Literal[True])
print(Dict[str, T][int], Callable[[T], K][int, bool], Union[T, K][int, str], Tuple[T, T][int], Callable[P, T][[int, str], bool], Optional[T][str])
print(List[int].__origin__, List[int].__args__, Dict[T, K].__parameters__, get_origin(Optional[int]), get_args(Callable[[int], str]))
print(get_args(Literal[1, 2]), get_origin(Annotated[int, 1]), get_args(Annotated[int, 1]), get_origin(list[int]), get_args(int), get_origin(List))
print(isinstance([], List), isinstance({}, t.Mapping), isinstance(3, Union[int, str]), issubclass(dict, t.Mapping), hash(List[int]) == hash(List[int]))
print(Deque[int]([1, 2]), List.__name__, List[int]._name, T.__bound__, K.__bound__, AnyStr.__constraints__, T.__name__)


def bad(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


bad(lambda: List[int, str])
bad(lambda: Dict[int])
bad(lambda: List[int][str])
bad(lambda: Optional[int, str])
bad(lambda: Union[()])
bad(lambda: isinstance([], List[int]))
bad(lambda: isinstance(1, Any))
bad(lambda: Any())
bad(lambda: Union())
bad(lambda: Optional())
bad(lambda: Callable[int])
bad(lambda: Callable[int, str])
bad(lambda: ClassVar[int, str])
bad(lambda: List[(1, 2)])
bad(lambda: Generic[int])
bad(lambda: Generic[T, T])
bad(lambda: type("X", (Union,), {}))
bad(lambda: Annotated[int])
bad(lambda: Iterable())
bad(lambda: List[int]())
bad(lambda: Dict())
bad(lambda: t.nothing_here)
bad(lambda: Generator[()])
bad(lambda: Self[int])
