def fails(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)


def star():
    try:
        raise ValueError(1)
    except* ValueError:
        pass
    except* (TypeError, print):
        pass


class N:
    def __index__(self):
        return "x"


fails(star)
fails(lambda: "%d" % N())
fails(lambda: b"%x" % N())
fails(lambda: __import__("decimal").Decimal(prec=3))
fails(lambda: __import__("collections").OrderedDict.nope)
