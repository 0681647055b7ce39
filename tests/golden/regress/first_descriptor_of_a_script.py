a = open("/dev/null")
b = open("/dev/null")
print(a.fileno(), b.fileno())
