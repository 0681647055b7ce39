import glob
import os
import fnmatch

top = f"/tmp/hoop_golden_{os.getpid()}"
os.makedirs(os.path.join(top, "a", "b"))
os.makedirs(top, exist_ok=True)
for name in ("one.txt", "two.py", "a/three.txt", "a/b/four.py", ".hidden"):
    with open(os.path.join(top, name), "w") as f:
        f.write(name)
cut = len(top) + 1
print([(d[cut:], sorted(ds), sorted(fs)) for d, ds, fs in os.walk(top)], [d[cut:] for d, _, _ in os.walk(top, topdown=False)])
print(sorted(os.listdir(top)), os.path.exists(top), os.path.isdir(top), os.path.isfile(top + "/one.txt"), os.path.getsize(top + "/one.txt"), os.path.islink(top), sorted(e.name for e in os.scandir(top) if e.is_file()))
print(sorted(x[cut:] for x in glob.glob(top + "/*")), sorted(x[cut:] for x in glob.glob(top + "/**/*.py", recursive=True)), sorted(x[cut:] for x in glob.glob(top + "/*/*.t?t")), sorted(glob.glob("**", root_dir=top, recursive=True)), sorted(glob.glob("*", root_dir=top, include_hidden=True)), glob.glob(top + "/nope"), glob.escape("a[b]*?"))
os.symlink("one.txt", top + "/link")
print(os.path.islink(top + "/link"), os.readlink(top + "/link"), os.path.realpath(top + "/link")[cut:] == "one.txt", os.path.samefile(top + "/link", top + "/one.txt"), os.stat(top + "/link").st_size)
os.rename(top + "/two.py", top + "/2.py")
os.remove(top + "/link")
for bad in (lambda: os.mkdir(top), lambda: os.rmdir(top), lambda: os.remove(top + "/gone"), lambda: os.listdir(top + "/gone"), lambda: os.makedirs(top + "/a"), lambda: os.makedirs(top + "/one.txt", exist_ok=True)):
    try:
        bad()
    except OSError as e:
        print(type(e).__name__, e.errno, e.strerror, e.filename[cut - 1:])
here = os.getcwd()
os.chdir(top)
print(os.getcwd() == os.path.realpath(top), os.path.abspath("x")[cut:] if not os.path.islink("/tmp") else "x")
os.chdir(here)
for folder, dirs, files in os.walk(top, topdown=False):
    for f in files:
        os.unlink(os.path.join(folder, f))
    os.rmdir(folder)
print(os.path.exists(top))
for pat in ("*.py", "[a-c]?", "[!a]*", "a[", "[]]", "*a*b*", "", "[b-a]", "[!]x]", "a**b", "\\d"):
    print(pat, [n for n in ("x.py", "ab", "b1", "a[", "]", "xaybz", "", "a", "\\d", "a\nb") if fnmatch.fnmatch(n, pat)], fnmatch.translate(pat))
print(fnmatch.filter(["a.txt", "b.py"], "*.py"), fnmatch.fnmatchcase("A", "a"))
