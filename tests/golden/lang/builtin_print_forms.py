import sys, io
print()
print(1, "a", None, sep="-", end="!\n")
print("a", "b", sep="")
print(*[1, 2], sep="\n")
print("x", sep=None, end=None)
out = io.StringIO()
print("captured", 5, file=out)
print(repr(out.getvalue()))
class W:
    def write(self, s): sys.stdout.write(f"<{s!r}>")
    def flush(self): sys.stdout.write("<flush>\n")
print("a", "b", file=W(), flush=True)
print("to none", file=None)
print(sys.stdout.write("abc\n"))
sys.stdout.writelines(["x\n", "y\n"])
for kw in ({"sep": 1}, {"end": b""}, {"file": 5}):
    try:
        print("z", **kw)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
