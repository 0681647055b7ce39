import os
path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"golden-{os.getpid()}.txt")
with open(path, "w") as f:
    print(f.write("line 1\nline é\n"), f.closed, f.name == path, f.mode)
    f.writelines(["a\n", "b"])
with open(path, encoding="utf-8") as f:
    print(f.readline(), f.readlines(), f.read(), f.tell() > 0)
with open(path) as f:
    for n, line in enumerate(f): print(n, repr(line))
with open(path, "rb") as f:
    print(f.read(4), f.seek(0), f.read().count(b"\n"))
with open(path, "a+") as f:
    f.write("!"); f.seek(0); print(len(f.read()))
try:
    f.read()
except ValueError as e:
    print(e)
os.remove(path)
for args in ((path,), (path, "q"), (path, "rw"), (path, "rb", -1, "utf8")):
    try:
        open(*args)
    except (OSError, ValueError) as e:
        print(type(e).__name__, str(e).replace(path, "PATH"))
