# Iterators and views that no module names say what they are.
import contextvars, copy, pickle


class C:
    __slots__ = ("a",)


v = contextvars.ContextVar("v")
v.set(3)
context = contextvars.copy_context()
for it in (iter(list[int]), iter(memoryview(b"ab")), C.__init__.__text_signature__, context.keys(), context.values(), context.items(), iter(context)):
    print(type(it))
print(len(context.keys()), list(context.values()), next(iter(list[int])))
print(iter(list[int]).__reduce__(), list(copy.copy(iter(list[int]))))
code = (lambda: 0).__code__
print(type(code.co_lines()), type(code.co_positions()), C.a, C.a.__reduce__()[1])
print(pickle.loads(pickle.dumps(C.a)) is C.a)
