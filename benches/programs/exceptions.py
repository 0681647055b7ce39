# group: control
# what: raise and catch, try/finally, with
# target: 1.5
class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return False


def fails(i):
    if i % 3 == 0:
        raise ValueError(i)
    return i


def run(n):
    total = 0
    manager = Manager()
    for i in range(n):
        try:
            total += fails(i)
        except ValueError as error:
            total += error.args[0] & 1
        finally:
            total += 1
        with manager:
            total += 2
        try:
            {}[i]
        except (KeyError, TypeError):
            pass
    return total


print(run(900_000))
