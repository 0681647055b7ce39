class A:
    def __eq__(self, o): print("A eq"); return NotImplemented
    def __lt__(self, o): print("A lt"); return NotImplemented
class B:
    def __eq__(self, o): print("B eq"); return True
    def __gt__(self, o): print("B gt"); return "gt!"
print(A() == B(), A() < B())
print(A() == A())
try:
    A() < A()
except TypeError as e:
    print(e)
class C(A):
    def __gt__(self, o): print("C gt"); return "sub first"
print(A() < C())
