import array
import io
import marshal

print(marshal.loads(marshal.dumps(array.array("B", b"abc"))))
s = slice([], None)
s.start.append(s)
for value in (type("I", (int,), {})(), type("L", (list,), {})(), s):
    try:
        print(marshal.dumps(value))
    except ValueError as e:
        print(e)
a = "interned"
print(marshal.dumps(a, 2)[:1], marshal.dumps(a, 4)[:1])


class Liar(io.BytesIO):
    def readinto(self, b):
        return super().readinto(b) + (100 if len(b) > 4 else 0)


try:
    marshal.load(Liar(marshal.dumps(1.5)))
except ValueError as e:
    print(e)
print(marshal.load(io.BytesIO(marshal.dumps([1.5]))))
