# group: library
# what: pickle: dicts, lists and 5,000 instances, there and back
# target: 1.0
import pickle


class Point:
    def __init__(self, x, y, label):
        self.x, self.y, self.label = x, y, label


data = [{"id": i, "point": Point(i, i * 2.5, f"p{i % 50}"), "list": list(range(i % 20)), "t": (i, None, True)} for i in range(5000)]
total = 0
for _ in range(10):
    blob = pickle.dumps(data, protocol=5)
    total += len(blob) + pickle.loads(blob)[7]["point"].x
print(total)
