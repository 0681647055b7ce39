for ask in (bool, lambda x: not x, lambda x: x and 1, lambda x: 1 if x else 2, lambda x: all([x])):
    try:
        print(ask(NotImplemented))
    except TypeError as e:
        print(e)
class A:
    def __eq__(self, other): return NotImplemented
    def __contains__(self, item): return NotImplemented
print(A() == A(), A() != A())
try: 1 in A()
except TypeError as e: print(e)
