s = "abcabcabc"
print(s.find("c"), s.find("c", 3), s.find("c", 3, 5), s.rfind("c"), s.find("zz"), s.index("b"), s.rindex("b"), s.count("abc"), s.count(""), "".count(""), s.count("a", 1))
print(s.replace("b", "X"), s.replace("b", "X", 2), "aaa".replace("", "-"), "aaa".replace("", "-", 2), "".replace("", "x"), s.replace("a", "", 0), "abc".replace("abc", ""))
print(s.startswith("ab"), s.startswith(("x", "a")), s.startswith("c", 2), s.endswith("bc"), s.endswith(("c", "d"), 0, 3), "".startswith(""), s.startswith("", 99))
print("a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc".partition("-"), "abc".rpartition("-"), "prefix".removeprefix("pre"), "suffix".removesuffix("fix"), "a".removesuffix(""))
for code in ("s.index('zz')", "s.partition('')", "s.find(1)", "s.replace('a')", "s.startswith(1)", "s.startswith([1])", "'a' in 5", "5 in 'a'", "s.count()"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)
