def say(x):
    print(x)
    return lambda *a, **k: (a, k)
def v(x):
    print("arg", x)
    return x
print(say("callee")(v(1), *[v(2)], v(3), k=v(4), **{"m": v(5)}))
