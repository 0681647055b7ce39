# group: library
# what: enum: members looked up, compared and combined
# target: 1.0
import enum


class Color(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


class Right(enum.Flag):
    READ = enum.auto()
    WRITE = enum.auto()
    RUN = enum.auto()


total = 0
for i in range(150000):
    c = Color(i % 3 + 1)
    total += c.value + (c is Color.RED) + len(c.name)
    if i % 5 == 0:
        r = Right.READ | Right.RUN
        total += Right.WRITE in r
for n in range(300):
    kind = enum.Enum("Kind", {f"A{j}": j for j in range(8)})
    total += len(kind)
print(total)
