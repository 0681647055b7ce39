print("a b  c ".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), "a b c".rsplit(None, 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","), "  x ".split(" "))
print("a\nb\r\nc\x0bd\u2028e".splitlines(), "a\n\nb\n".splitlines(True), "".splitlines())
print("k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="), "kv".rpartition("="))
print("a--b--c".split(sep="--", maxsplit=1), "x y z".split(maxsplit=1), "ab".split("ab"))
for f in (lambda: "a".split(""), lambda: "a".partition(""), lambda: "a".split(1), lambda: "a".partition(1), lambda: "a".split(",", "x")):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
