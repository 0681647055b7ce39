s = "aé€😀z"
print(len(s), s[1], s[3], s[-2], s[1:4], s[::-1], s[::2], s.index("z"), s.find("😀"), [c for c in s], [ord(c) for c in s])
t = "😀" * 1000 + "x"
print(len(t), t[999], t[1000], t.find("x"), t[998:].count("😀"), t[-1], t[500:502])
print("\ud83d\ude00" == "😀", len("\ud83d\ude00"), repr("\ud800"), "\ud800" < "\ue000", "e\u0301" == "é", len("e\u0301"))
print(min("é€z"), max("aé"), sorted("bé€a"), "ﬀ" in "aﬀb", "€" * 3, hash("€") == hash("€"), "a" < "é" < "€" < "😀", chr(0x10ffff) > "😀")
for code in ("s[9]", "s['a']", "s[1.0]", "s[::0]"):
    try:
        eval(code)
    except Exception as e:
        print(type(e).__name__, e)
