class Loud(dict):
    def __getitem__(self, key):
        print("get", key)
        return super().__getitem__(key)
    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)
    def __delitem__(self, key):
        print("del", key)
        super().__delitem__(key)
ns = Loud(a=1)
exec("b = a + 1\ndel a", {}, ns)
print(dict(ns))
