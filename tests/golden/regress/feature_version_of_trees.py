import ast

for text, minor in (('def f(x, /): ...', 7), ('(x := 0)', 7), ('t"a"', 13), ('try: pass\nexcept A, B: pass', 13), ('try: pass\nexcept* A: pass', 10), ('class A[T]: pass', 11), ('type X[T = int] = T', 12), ('match x:\n case 1: pass', 9), ('x: int', 5), ('a @ b', 4), ('1_0', 5)):
    for version in minor, minor + 1:
        try:
            ast.parse(text, feature_version=(3, version))
            print(version, 'known')
        except SyntaxError as e:
            print(version, e.msg)
tree = ast.parse('t"a{x!r:>{n}}b"', mode='eval')
print(eval(compile(tree, '', 'eval'), {'x': 5, 'n': 3}))
for bad in ('\n 1', '1\n 2'):
    try:
        ast.literal_eval(bad)
    except SyntaxError as e:
        print(type(e).__name__, e.msg)
