# A list that was changed while it was sorted is found out even if it is empty again; `clear` leaves no trace.
import functools


def attempt(items, **kw):
    try:
        items.sort(**kw)
        print('sorted', items)
    except ValueError as e:
        print(e, sorted(items))


a = [3, 1, 2]
attempt(a, key=lambda x: (a.append(9), a.pop(), x)[2])
b = [3, 1, 2]
attempt(b, key=functools.cmp_to_key(lambda x, y: (b.append(9), b.pop(), x - y)[2]))
c = [3, 1, 2]
attempt(c, key=lambda x: (c.clear(), x)[1])


class Key:
    def __lt__(self, other):
        return False

    def __del__(self):
        d[:] = range(5)


d = [1, 2]
attempt(d, key=lambda x: Key())
