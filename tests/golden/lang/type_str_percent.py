print("%s %r %a|%d %i %5d|%-5d|%05d %+d % d" % ("é", "é", "é", 3, 4.7, 42, 42, 42, 5, 6))
print("%x %X %#x %o %#o %e %E %.2f %g %G %c%c %%" % (255, 255, 255, 8, 8, 12345.678, 0.00012, 3.14159, 1e10, 1e-10, "a", 98))
print("%(a)s-%(b)05.1f" % {"a": 1, "b": 2.25}, "%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159), "%s" % (1,), "%s" % [1, 2], "%s %s" % ("a", (1, 2)), "%.3s|%10.2s|" % ("abcdef", "xyz"))
for f in (lambda: "%d" % "a", lambda: "%s %s" % 1, lambda: "%s" % (1, 2), lambda: "%z" % 1, lambda: "%" % 1, lambda: "%(a)s" % 1, lambda: "%x" % 1.5, lambda: "%c" % "ab", lambda: "%c" % -1, lambda: "%f" % "x", lambda: "%*d" % ("a", 1), lambda: "x" % 1, lambda: "%(a" % {}):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
