# A tree that a program builds may have constants that no text has.
import ast


def made(value):
    tree = ast.Expression(ast.Constant(value))
    return eval(compile(ast.fix_missing_locations(tree), 'tree', 'eval'))


for value in frozenset(), frozenset({1}), frozenset({(1, 2)}), (1, frozenset({3})), frozenset({frozenset()}), frozenset({'\ud800'}), frozenset({-5, 1 << 70, 2.5}), frozenset({1j, -2 - 3j}):
    print(made(value) == value, type(made(value)).__name__, ascii(ast.unparse(ast.Constant(value))) == ascii(repr(value)))
tree = ast.Expression(ast.Compare(ast.Constant(1), [ast.In()], [ast.Constant(frozenset({1, 2}))]))
print(eval(compile(ast.fix_missing_locations(tree), 'tree', 'eval')))
tree = compile(ast.fix_missing_locations(ast.Expression(ast.Constant(frozenset({7})))), 'tree', 'eval', ast.PyCF_OPTIMIZED_AST)
print(ast.dump(tree))
for value in [1], {1}, (1, [2]), object:
    try:
        made(value)
    except TypeError as e:
        print(e)
tree = ast.parse('match x:\n case 1: pass')
tree.body[0].cases[0].pattern.value.value = frozenset()
try:
    compile(tree, 'tree', 'exec')
except ValueError as e:
    print(e)
