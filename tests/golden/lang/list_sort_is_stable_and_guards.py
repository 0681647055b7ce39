words = "pear fig apple kiwi date".split()
print(sorted(words, key=len), sorted(words, key=len, reverse=True))
l = [3, 1, 2]
def key(x):
    print("len inside:", len(l))
    return -x
l.sort(key=key)
print(l)
def bad(x):
    l.append(x)
    return x
try:
    l.sort(key=bad)
except ValueError as e:
    print(e)
print(l)
try:
    [1, "a"].sort()
except TypeError as e:
    print(e)
m = [2, 1]
try:
    m.sort(key=lambda x: 1 // (x - 1))
except ZeroDivisionError:
    print(m)
class X:
    def __lt__(self, o): print("lt"); return False
sorted([X(), X()])
