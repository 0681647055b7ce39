words = ["hello World", "ÉCOLE", "straße", "ǆ", "ΑΣ", "123", "", "they're bill's", "ﬁne"]
for w in words:
    print(w.lower(), w.upper(), w.title(), w.capitalize(), w.swapcase(), w.casefold())
for w in ["abc", "ABC", "aB1", "12", "½", "²", "٣", " \t", "a b", "Abc Def", "x_1", "1x", "é", "", "\x00", "日本"]:
    print(repr(w), [getattr(w, "is" + n)() for n in ("alpha", "alnum", "ascii", "decimal", "digit", "numeric", "identifier", "lower", "upper", "title", "space", "printable")])
