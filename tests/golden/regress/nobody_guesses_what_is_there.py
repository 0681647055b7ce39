import traceback


class S:
    __slots__ = ()

    def meth(self): ...

    def math(self): ...


s = S()
for text in "s.__doc__ = 1", "s.meth = 1", "(5).real = 1", "del s.meth", "len.__name__ = 'x'", "s.metx = 1", "del (5).reel", "[].appnd = 1":
    try:
        exec(text)
    except AttributeError:
        print(traceback.format_exc().splitlines()[-1])
