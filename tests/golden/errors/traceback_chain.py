# status: 1
def read(d):
    try:
        return d["key"]
    except KeyError as e:
        raise ValueError("no key") from e


try:
    read({})
except ValueError:
    raise RuntimeError("late", 2)
