from pathlib import Path, PurePath, PurePosixPath, PosixPath

for t in ("/a/b/c.tar.gz", "a", ".", "", "/", "a//b/./c/", "../x", "//net/x", ".hidden", "a/.b.txt", "trail."):
    p = PurePosixPath(t)
    print(repr(p), str(p), p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, p.root, p.anchor, p.is_absolute(), [str(x) for x in p.parents])
p = PurePath("/a/b") / "c" / PurePath("d.txt")
print(p, "x" / PurePath("y"), p / "/abs", p.joinpath("e", "f"), p.with_name("z"), p.with_suffix(".py"), p.with_suffix(""), p.with_stem("new"), p.relative_to("/a"), p.is_relative_to("/q"), p.relative_to("/a/x", walk_up=True))
print(p == PurePosixPath("/a/b/c/d.txt"), hash(p) == hash(PurePosixPath("/a/b/c/d.txt")), p < PurePath("/a/c"), sorted([PurePath("b"), PurePath("a/c"), PurePath("a")]), p.parents[0], p.parents[-1], p.parents[1:3], len(p.parents), bytes(p), p.as_posix(), p.as_uri())
print(p.match("*.txt"), p.match("c/*.txt"), p.match("/a/*"), p.full_match("/a/**/*.txt"), p.full_match("*.txt"), PurePath("a.PY").match("*.py", case_sensitive=False), type(Path("x")).__name__, isinstance(Path(), PurePosixPath), Path("x") == PurePath("x"), PurePath("a", "b", "/c", "d"), PurePath())
print(Path("~nobody_such") , Path.from_uri("file:///a%20b"), Path("a").absolute() == Path.cwd() / "a", Path("/a/../b").resolve())
for bad in (lambda: p.relative_to("/q"), lambda: PurePath("/").with_name("x"), lambda: p.with_suffix("x"), lambda: p.with_name("a/b"), lambda: PurePath(5), lambda: PurePath(b"x"), lambda: p / 5, lambda: PurePath("").with_suffix(".x"), lambda: p.parents[9], lambda: PurePath("a").as_uri(), lambda: p < "a", lambda: p.match("")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
