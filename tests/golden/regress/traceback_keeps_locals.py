# The locals of a frame that an exception left were lost, and its frame object looked at a foreign window.
def fail(n):
    local = [n]
    1 / 0
def keep(n):
    try:
        fail(n)
    except ZeroDivisionError as e:
        return e
kept = [keep(n) for n in range(3)]
def clobber(*a): return a
clobber(*range(50))
print([e.__traceback__.tb_next.tb_frame.f_locals for e in kept])
def gen():
    z = "Z"
    yield
    raise KeyError(z)
g = gen(); next(g)
try:
    next(g)
except KeyError as e:
    print(e.__traceback__.tb_next.tb_frame.f_locals, g.gi_frame)
