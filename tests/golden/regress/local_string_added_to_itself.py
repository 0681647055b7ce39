def double(s, n):
    for _ in range(n):
        s += s
    return s


text = double("ab" * 300, 3)
print(len(text), text == "ab" * 2400)
print(len(double("\u00e9" * 500, 4)))
