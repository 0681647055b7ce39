import gc


class Plain:
    pass


class Finalised:
    def __del__(self):
        pass


kept = []


class Returning:
    def __del__(self):
        kept.append(self)


gc.collect()
a = Finalised()
a.s = a
del a
print(gc.collect())

a = Finalised()
a.s = [Plain()]
a.s[0].x = a
del a
print(gc.collect())

a = Returning()
a.s = a
b = Finalised()
b.s = b
del a, b
print(gc.collect(), len(kept))
kept.clear()
print(gc.collect(), len(kept))
