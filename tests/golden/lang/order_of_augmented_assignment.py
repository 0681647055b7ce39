class Box:
    def __init__(self): self.items = {"k": 1}
    def __getitem__(self, k):
        print("get", k)
        return self.items[k]
    def __setitem__(self, k, v):
        print("set", k, v)
        self.items[k] = v
b = Box()
def box():
    print("box")
    return b
def key():
    print("key")
    return "k"
def val():
    print("val")
    return 10
box()[key()] += val()
print(b.items)
