n = 10 ** 4300
try:
    str(n)
except ValueError as e:
    print(e)
print(len(str(10 ** 4299)))
try:
    int("1" * 4301)
except ValueError as e:
    print(e)
print(int("f" * 5000, 16).bit_length())
