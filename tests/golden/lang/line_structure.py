x = [1,
     2,  # comment

     3]
y = 1 + \
    2
if x:
	z = "tab"
def f(
    a,
    b=(1,
  2),
): return a, b
print(x, y, z, f(0)); print("semi")
if True: pass
else: print("no")
s = """a
  b\
c"""
print(repr(s))
class C: a = 1; b = 2
print(C.a, C.b)
# comment at the end without newline and a form feed next
print("ff")
(print
 ("call over lines"))
