class S:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
s = S()
print(s[1], s[1:2], s[::], s[1:2:3, ...], s[:, 1], s[()], s[1,], s["a":"b"], s[*[1, 2]])
s[1:2] = 5
del s[::2, 0]
x = slice(1, 10, 2)
print(x, x.start, x.stop, x.step, x.indices(5), slice(None).indices(3), slice(-3, None).indices(10), slice(5) == slice(None, 5, None))
print([1, 2, 3, 4, 5][x], "abcdef"[slice(None, None, -2)], hash(slice(1)) == hash(slice(1)))
try:
    slice(1, 2, 0).indices(5)
except ValueError as e:
    print(e)
