def say(n, x=None):
    print(n)
    return x
d = {}
say("target", d)[say("key", "k")] = say("value", 1)
print(d)
a = [1, 2]
i = 0
i, a[i] = 1, 9
print(i, a)
x = y = say("once", [])
print(x is y)
