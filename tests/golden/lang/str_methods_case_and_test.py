s = "hELLO wORLD ß éÀ"
print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
print("ǆ".title(), "ﬁ".upper(), "İ".lower().encode(), "Σας".lower(), "ΑΣ".lower(), "ŉ".upper())
for m in "isalpha isdigit isdecimal isnumeric isalnum isspace isupper islower istitle isidentifier isprintable isascii".split():
    print(m, [getattr(x, m)() for x in ("", "abc", "ABC", "a1", "12", "²", "½", "٣", " \t", "Ab Cd", "é", "_x", "\n", "a b")])
