import os
import os.path as p

os.environ["HOOP_TEST_VAR"] = "value"
for f in (p.join, ):
    print(f("a", "b"), f("a/", "b"), f("a", "/b"), f("", "b"), f("a", ""), f(b"a", b"b"), f("a", "b", "..", "c"))
for t in ("/a/b/c.txt", "c", "/", "a/", "//x//y", ".hidden", "a.tar.gz", "...x", "/a/.b.c/d"):
    print(t, p.split(t), p.splitext(t), p.basename(t), p.dirname(t), p.isabs(t), p.splitroot(t), p.normpath(t))
print(p.normpath("a/./b/../c//d/../.."), p.normpath(""), p.normpath("//a/../.."), p.normpath("../x/.."), p.relpath("/a/b/c", "/a/d"), p.relpath("/a", "/a"), p.commonpath(["/a/b/c", "/a/b/d"]), p.commonprefix(["abcd", "abxy"]))
print(p.expandvars("$HOOP_TEST_VAR/${HOOP_TEST_VAR}x $nope ${no"), os.getenv("HOOP_TEST_VAR"), os.environ.get("NO_SUCH_ONE", 5), "HOOP_TEST_VAR" in os.environ)
del os.environ["HOOP_TEST_VAR"]
print(os.getenv("HOOP_TEST_VAR"), os.fspath("x"), os.fsencode("é"), os.fsdecode(b"\xc3\xa9"), os.sep, os.linesep == "\n", os.name, os.curdir, os.pathsep, os.devnull)


class Fs:
    def __fspath__(self): return "/from/fspath"


print(os.fspath(Fs()), p.join(Fs(), "x"), isinstance(Fs(), os.PathLike), p.basename(Fs()), p.abspath("/x/../y"))
for bad in (lambda: os.fspath(5), lambda: p.join("a", 5), lambda: p.join("a", b"b"), lambda: os.environ["NO_SUCH"], lambda: os.environ.__setitem__("a", 1), lambda: p.relpath(""), lambda: p.commonpath(["/a", "b"]), lambda: p.commonpath([]), lambda: os.nothing):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
