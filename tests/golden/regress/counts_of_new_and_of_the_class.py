# int, str and type count their arguments in other words where they are called than where their `__new__` is.
for kind in int, str, type:
    for n in 4, 5:
        arguments = list(range(n))
        for f in lambda: kind(*arguments), lambda: kind.__new__(kind, *arguments), lambda: type.__call__(kind, *arguments), lambda: kind(*arguments, x=1):
            try:
                print(f())
            except TypeError as e:
                print(kind.__name__, n, e)


class Meta(type):
    def __new__(m, name, bases, namespace):
        return int.__new__(m, name, bases, namespace)


try:
    class C(metaclass=Meta):
        pass
except TypeError as e:
    print(e)
