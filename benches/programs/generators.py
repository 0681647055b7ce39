# group: control
# what: generators and pipelines, yield from
# target: 2.0
def numbers(n):
    for i in range(n):
        yield i


def doubled(source):
    for value in source:
        yield value * 2


def windowed(source):
    last = 0
    for value in source:
        yield value + last
        last = value


def walk(depth):
    if depth:
        yield from walk(depth - 1)
        yield depth
        yield from walk(depth - 1)


print(sum(windowed(doubled(numbers(5_000_000)))), sum(walk(17)))
