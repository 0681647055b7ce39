cases = ["a, b = 1, 2, 3", "a, b = (1,)", "a, b = []", "a, *b, c = [1]", "a, b = 5", "[a] = 'xy'", "a, = {}",
         "a, b = iter([1])", "a, *b, c, d = 'xy'", "a, b = None", "for a, b in [(1,)]: pass", "f = lambda *a: a; f(*5)", "print(**5)", "(lambda: 0)(**{1: 2})",
         "{**5}", "[*5]", "a, b = {'x': 1}"]
for code in cases:
    try:
        exec(code)
        print(code, "ok")
    except Exception as e:
        print(code, "->", type(e).__name__, e)
