def f():
    try:
        return "try"
    finally:
        print("finally runs")
def g():
    for i in range(2):
        try:
            continue
        finally:
            print("fin", i)
    return "g"
def h():
    while True:
        try:
            break
        finally:
            print("broke")
    return "h"
def overrides():
    try:
        return 1
    finally:
        return 2
def swallows():
    try:
        raise ValueError
    finally:
        return "swallowed"
def value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2
print(f(), g(), h(), overrides(), swallows(), value_is_kept())
def loop():
    for i in range(3):
        try:
            raise KeyError(i)
        except KeyError:
            if i == 1: break
            continue
        finally:
            print("f", i)
    return i
print(loop())
