# group: library
# what: dataclasses: instances made, compared, ordered, replaced; 150 classes made
# target: 1.0
import dataclasses


@dataclasses.dataclass(order=True)
class Item:
    price: float
    name: str
    tags: list = dataclasses.field(default_factory=list, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0


items = sorted(Item(i * 7919 % 1000 / 4, f"n{i}") for i in range(30000))
points = {Point(i % 300, i % 7) for i in range(60000)}
moved = [dataclasses.replace(p, y=9) for p in points]
made = 0
for n in range(150):
    made += len(dataclasses.fields(dataclasses.make_dataclass(f"C{n}", [("a", int), ("b", str, "x")])))
print(items[0], items[-1].name, len(points), len(moved), made, dataclasses.asdict(items[5]))
