def f[T: (int, str) = bytes, S: list[T], *Ts = *tuple[int, ...], **P = [int]](): pass
T, S, Ts, P = f.__type_params__
print(T.evaluate_bound, T.evaluate_constraints(1), T.evaluate_default(), S.evaluate_bound(2), S.evaluate_constraints, S.evaluate_default)
print(S.evaluate_bound, S.evaluate_bound.__code__.co_varnames, S.evaluate_bound.__defaults__, Ts.evaluate_default(), P.evaluate_default())
type A[X] = list[X]
print(A.evaluate_value().__origin__, A.evaluate_value.__name__, A.__value__)
from typing import TypeVar, TypeVarTuple, ParamSpec, TypeAliasType
V = TypeVar("V", bound=int, default=None)
W = TypeVar("W", int, list[int])
print(V.evaluate_bound, V.evaluate_bound(), V.evaluate_bound(4), V.evaluate_constraints, V.evaluate_default)
print(W.evaluate_constraints, W.evaluate_constraints(1), W.evaluate_constraints(4), W.evaluate_bound, W.evaluate_default)
print(TypeAliasType("B", dict[str, V]).evaluate_value(4), TypeVarTuple("Z").evaluate_default, ParamSpec("Q", default=[int]).evaluate_default)
for call in "S.evaluate_bound(3)", "S.evaluate_bound(1, 2)", "V.evaluate_bound('x')", "type(V.evaluate_bound)()":
    try: print(eval(call))
    except (NotImplementedError, TypeError) as e: print(type(e).__name__, e)
