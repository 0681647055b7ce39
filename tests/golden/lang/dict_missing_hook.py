class D(dict):
    def __missing__(self, key):
        print("missing", key)
        self[key] = key * 2
        return self[key]
d = D()
print(d["ab"], d["ab"], d.get("q"), "q" in d, d)
print("%(x)s" % D(x=1), "{a}".format_map(D()))
