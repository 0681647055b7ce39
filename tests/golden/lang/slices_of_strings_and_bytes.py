s = "0123456789"
cases = [(None, None, None), (2, 5, None), (-3, None, None), (None, None, -1), (8, 2, -2), (5, 100, None), (-100, 3, None), (3, 3, None), (None, -1, 3), (0, 10, 7), (2**70, None, None), (None, -2**70, None), (True, 4, None)]
for a, b, c in cases:
    assert list(s[a:b:c]) == list(s)[a:b:c] == [chr(x) for x in s.encode()[a:b:c]] == [str(x) for x in range(10)[a:b:c]]
    print(s[a:b:c], end=" ")
print()
class I:
    def __index__(self): return 3
print(s[I()], s[I():], s[:I():2], (1, 2, 3, 4)[I()], [5, 6, 7, 8][I()])
for bad in ("s[1.5:]", "s['1':]", "s[::0]", "s[None]", "s[2**70]"):
    try:
        eval(bad)
    except Exception as e:
        print(type(e).__name__, e)
