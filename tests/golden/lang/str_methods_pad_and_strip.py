print("|".join(["a".ljust(5), "a".rjust(5, "*"), "a".center(6, "-"), "ab".center(5), "abc".center(6), "-5".zfill(5), "+5".zfill(4), "abc".zfill(2), "".zfill(3)]))
print(repr("  a ".strip()), repr("xxaxyx".strip("xy")), repr("  a ".lstrip()), repr("  a ".rstrip()), repr("\u2003a\u00a0".strip()), repr("abc".strip("")), "abcabc".lstrip("ab"))
print("hello".translate(str.maketrans("el", "ip")), "hello".translate({ord("l"): None, ord("h"): "HH", 101: 69}), str.maketrans("a", "b", "c"), str.maketrans({"x": "y"}))
print("é".encode(), "é".encode("latin-1"), "a".encode("utf-16-le"), "é".encode("ascii", "ignore"), "é".encode("ascii", "replace"), "é".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "backslashreplace"))
for code in ("'é'.encode('ascii')", "'a'.encode('nope')", "'a'.ljust(5, 'ab')", "'a'.zfill('x')", "b'\\xff'.decode()", "b'a\\xe9'.decode('ascii')", "'\\ud800'.encode()"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)
