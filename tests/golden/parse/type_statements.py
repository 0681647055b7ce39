type A[T: int, *Ts, **P] = list[T]
def f[T = int](x: T) -> T: pass
