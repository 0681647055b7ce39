import ast

x, y = "X", 5
L = ast.Load()
N, C = (lambda name: ast.Name(name, L)), ast.Constant


def show(*values):
    tree = ast.fix_missing_locations(ast.Expression(ast.JoinedStr(list(values))))
    try:
        print(repr(eval(compile(tree, "<x>", "eval"))))
    except Exception as e:
        print(type(e).__name__, e)


call = ast.Call(N("str"), [C(1)], [])
show(C("a|"), call, C("|b"))
for values in [], [C("")], [C("a")], [N("x")], [N("y")], [C(5)], [C(None)]:
    show(*values)
show(C("a"), N("y"))
show(C("a"), N("x"))
show(C("a"), C(5))
show(C("a"), C("b"))
show(ast.JoinedStr([C("q")]))
show(ast.JoinedStr([C(5)]), C("a"))
show(C("a"), ast.JoinedStr([C("b"), N("y")]))
show(ast.BinOp(C("a"), ast.Add(), C("b")))
show(C(b"x"), C("a"))
show(*[C("a")] * 40, N("y"), call)
show(ast.FormattedValue(N("y"), -1, None))
show(ast.FormattedValue(N("y"), -1, ast.JoinedStr([N("x")])))
show(ast.FormattedValue(N("y"), -1, C(">4")))
