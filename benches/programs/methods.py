# group: calls
# what: method calls on instances
# target: 2.5
class Counter:
    def __init__(self):
        self.value = 0

    def add(self, amount):
        self.value += amount

    def twice(self, amount):
        self.add(amount)
        self.add(amount)


def run(n):
    counter = Counter()
    for i in range(n):
        counter.twice(i & 7)
    return counter.value


print(run(5_000_000))
