print("-".join(["a", "b"]), "".join(c for c in "xyz"), ",".join([]), "ab".join("12"), repr("a".center(6, "*")), "a".ljust(4, ".") + "|", "a".rjust(4) + "|", "-42".zfill(6), "+7".zfill(4), "x".zfill(0))
print("a\tbc\td".expandtabs(), "a\tb".expandtabs(4), "  x ".strip() + "|", "xxaxx".strip("x"), "xya".lstrip("yx"), "aab".rstrip("b"), "prefix-x".removeprefix("prefix-"), "a.py".removesuffix(".py"), "a".removesuffix(""))
print("abcabc".replace("b", "--"), "aaa".replace("a", "b", 2), "abc".replace("", "."), "abc".replace("x", "y"), "aaaa".replace("aa", "a"), "abc".replace("b", "", count=1))
print("hello".translate({104: "J", 108: None, 111: 48}), "abc".translate(str.maketrans("ab", "xy", "c")), str.maketrans({"a": 1, 98: None}), "ab".translate([None] * 98 + ["B"]))
for f in (lambda: ",".join([1]), lambda: ",".join(3), lambda: "a".center(5, "xy"), lambda: "a".center("x"), lambda: str.maketrans("a", "bc"), lambda: str.maketrans({"ab": 1}), lambda: "a".translate({97: 2**40}), lambda: str.maketrans(1), lambda: "a".ljust(3, 5)):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
