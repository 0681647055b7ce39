s = "banana bandana"
print(s.find("an"), s.rfind("an"), s.find("an", 2), s.find("an", 2, 4), s.find("zz"), s.find(""), s.rfind(""), s.find("", 99), s.find("a", -3))
print(s.index("ban"), s.rindex("ban"), s.count("an"), s.count("an", 3), s.count(""), "".count(""), "aaa".count("aa"))
print(s.startswith("ban"), s.startswith(("x", "b")), s.startswith("an", 1), s.endswith("ana"), s.endswith(("z", "a"), 0, 3), s.startswith(()), "".startswith(""))
u = "naïve café 日本語"
print(u.find("é"), u.index("本"), u.rfind("a"), u.count("a"), u[u.find("日"):], u.find("語", -1))
for f in (lambda: s.index("q"), lambda: s.rindex("q"), lambda: s.find(1), lambda: s.startswith(1), lambda: s.startswith((1,)), lambda: s.count(), lambda: s.find("a", "b")):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
