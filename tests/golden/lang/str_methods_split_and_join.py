print("a b  c ".split(), "a b  c ".split(" "), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","), " a ".split(None, 1), "  a b  c ".rsplit(None, 1))
print("a\nb\r\nc\rd\x0be\x1cf\u2028g\n".splitlines(), "a\n\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "aXXbXXc".split("XX"), "aXXXb".split("XX"))
print("-".join("abc"), "".join([]), ", ".join(str(i) for i in range(3)), "x".join(["one"]), "ab".join(("1", "2")))
print("abc".split("abc"), "\u2003a\u00a0b".split(), "a\tb".expandtabs(), "a\tbc\td".expandtabs(4), "\t".expandtabs(0), "01\t012\n\t3".expandtabs())
for code in ("'a'.split('')", "'-'.join([1])", "'-'.join(5)", "'a'.split(1)"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)
