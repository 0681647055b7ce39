class K:
    n = 0
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
    def __eq__(self, other):
        K.n += 1
        return self is other
one = {K(1): 1}
print(sum(i + 10 in one for i in range(2000)), K.n)
many = {K(i * 7919 + 5): 1 for i in range(1000)}
print(all(k in many for k in list(many)), len({*many}), K.n)
print(sum(i in many for i in range(4000)), K.n, 5 in many, K.n)
