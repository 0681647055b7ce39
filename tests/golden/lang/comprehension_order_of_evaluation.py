def say(x):
    print("eval", x)
    return x
print({say(k): say(v) for k, v in [(1, 2), (3, 4)]})
print([(a, b) for a in say([1, 2]) for b in say([3]) if say(True)])
