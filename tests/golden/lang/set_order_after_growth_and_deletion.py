s = set()
for i in range(0, 400, 37):
    s.add(i)
print(s)
for i in range(0, 400, 74):
    s.remove(i)
print(s)
s |= set(range(1000, 1012))
print(s)
print(s.pop(), s.pop(), len(s))
t = set(s); print(t == s, list(t))
