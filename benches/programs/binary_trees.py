# group: objects
# what: allocation (binary trees)
# target: 3.0
class Tree:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def build(depth):
    return Tree(None, None) if depth == 0 else Tree(build(depth - 1), build(depth - 1))


def check(tree):
    return 1 if tree.left is None else 1 + check(tree.left) + check(tree.right)


long_lived = build(16)
total = 0
for depth in range(4, 17, 4):
    for _ in range(1 << (16 - depth)):
        total += check(build(depth))
print(total, check(long_lived))
