# group: calls
# what: closures, keyword and default arguments, *args
# target: 2.0
def make(step):
    total = 0

    def add(value, scale=1, *rest, offset=0):
        nonlocal total
        total += value * scale + offset + step
        for extra in rest:
            total += extra
        return total

    return add


def run(n):
    add = make(3)
    for i in range(n):
        add(i)
        add(i, 2)
        add(i, scale=2, offset=1)
        add(i, 1, 2, 3)
        add(*(i, 1))
    return add(0)


print(run(900_000))
