import os
from pathlib import Path

top = Path(f"/tmp/hoop_pathlib_{os.getpid()}")
(top / "a" / "b").mkdir(parents=True)
(top / "one.txt").write_text("héllo\nworld")
(top / "a" / "two.py").write_bytes(b"\x00\x01")
(top / "a" / "b" / "three.txt").touch()
print((top / "one.txt").read_text(), (top / "a/two.py").read_bytes(), (top / "one.txt").stat().st_size, top.is_dir(), (top / "one.txt").is_file(), (top / "zz").exists())
rel = lambda ps: sorted(str(p.relative_to(top)) for p in ps)
print(rel(top.iterdir()), rel(top.glob("*")), rel(top.glob("**/*.txt")), rel(top.rglob("*.py")), rel(top.glob("*/*")), rel(top.rglob("*")), rel(top.glob("a/b/")), rel(top.glob("**")), rel(top.glob("*/")))
with (top / "one.txt").open() as f:
    print([line.strip() for line in f])
(top / "link").symlink_to("one.txt")
print((top / "link").is_symlink(), (top / "link").readlink(), (top / "link").resolve() == (top / "one.txt").resolve(), (top / "link").samefile(top / "one.txt"))
print((top / "one.txt").rename(top / "uno.txt").name, rel(top.iterdir()), [(str(d.relative_to(top)), sorted(ds), sorted(fs)) for d, ds, fs in top.walk()])
for bad in (lambda: top.mkdir(), lambda: (top / "x/y").mkdir(), lambda: (top / "none").unlink(), lambda: (top / "uno.txt").touch(exist_ok=False), lambda: list((top / "none").iterdir()), lambda: (top / "none").read_text(), lambda: (top / "x").write_text(5), lambda: list(top.glob("")), lambda: list(top.glob("/x"))):
    try:
        bad()
    except (OSError, TypeError, ValueError, NotImplementedError) as e:
        print(type(e).__name__, str(e).replace(str(top), "TOP"))
(top / "none").unlink(missing_ok=True)
top.mkdir(exist_ok=True)
for d, ds, fs in top.walk(top_down=False):
    for f in fs:
        (d / f).unlink()
    for x in ds:
        (d / x).rmdir()
top.rmdir()
print(top.exists())
