def subject():
    print("subject")
    return [1, 2]
def guard(x):
    print("guard", x)
    return False
match subject():
    case [a, b] if guard(a): print("no")
    case [a, 3]: print("no")
    case [1, b] if not guard(b): print("yes", b)
class L(list):
    def __len__(self):
        print("len")
        return super().__len__()
match L([1, 2, 3]):
    case [a]: pass
    case [a, b, c]: print(a, b, c)
