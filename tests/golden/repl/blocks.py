for i in range(2):
    print(i)

def f(a, b=2):
    "Adds."
    return a + b

f(1)
if x_is_not_there:
    pass

print("goes on")
