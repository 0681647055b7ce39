# The instance part of a subclass of a class with a large payload began beyond what the header can say.
import random
class R(random.Random):
    pass
r = R(42)
r.name = "twister"
print(r.random() == random.Random(42).random(), r.name, r.__dict__)
b = bytearray(b"abc")
b[1] = 66
b[-1] = 67
print(b)
