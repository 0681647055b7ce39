# Nodes show themselves three levels deep, and are copied and pickled.
import _ast
import copy


def tree(text):
    return compile(text, "<text>", "exec", _ast.PyCF_ONLY_AST)


print(tree("x = 1"))
print(tree("a; b; c; d"))
print(tree("def f(a, b=2, *c): return [1, 2, 3]"))
print(_ast.Tuple([_ast.Name("x"), _ast.Name("y")]), _ast.List([1, 2, 3, 4]), _ast.Load(), _ast.AST())
try:
    bare = _ast.Name("x")
    del bare.ctx
    print(bare)
except AttributeError as e:
    print(e)
node = _ast.Name("x", lineno=1)
print(node.__reduce_ex__(2))
print(node.__replace__(id="y", lineno=2).__dict__)
for kw in ({"other": 1}, {"id": "z"}):
    try:
        print(_ast.Name("x").__replace__(**kw))
    except TypeError as e:
        print(e)
try:
    _ast.BinOp.__new__(_ast.BinOp).__replace__(left=1)
except TypeError as e:
    print(e)
other = copy.deepcopy(tree("x = [y]"))
print(other, other.body[0].value.elts[0].id)
