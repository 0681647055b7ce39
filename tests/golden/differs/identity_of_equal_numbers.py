# what: equal ints of 64 bits, and floats with equal bits, are one object: `is` and `id()` agree on it
# why: numbers live in the value itself, without an object; identity is that of the bits
# instead: compare numbers with `==`
a = 1000
b = int("1000")
print(a is b, id(a) == id(b))
x = 1.5
y = float("1.5")
print(x is y, x == y)
