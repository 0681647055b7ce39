def f[T: int, *Ts, **P](x: T = 1) -> T:
    return x
class A[T = int](Base):
    def g[U](self, x: U | T): ...
type X[T] = list[T]
