# status: 1
def inner(x):
    return [1 / x
            for _ in range(1)]


def outer(x):
    value = inner(x)
    return value


print(outer(0))
