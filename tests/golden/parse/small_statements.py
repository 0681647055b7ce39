del a, b.c, d[e]
global g
assert a, b
pass; return_ = 1
