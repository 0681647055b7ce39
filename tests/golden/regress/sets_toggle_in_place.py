a = {1, 2, 5}
a ^= {1.5, 3}
print(a, a.pop())
for method in "issubset", "intersection", "issuperset", "union":
    try:
        getattr({1}, method)([[1]])
    except TypeError as e:
        print(method, e)


class Items(set):
    def __getitem__(self, i):
        return i


print(list(reversed(Items("ab"))))
