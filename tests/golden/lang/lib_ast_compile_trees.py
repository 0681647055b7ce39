# Trees are compiled, whether a text or a script made them; tracebacks have their places.
import _ast

MODES = {"exec": "x = 2\nprint(x ** 5)", "eval": "[x * 2 for x in (1, 2)]", "single": "6 * 7"}
for mode, text in MODES.items():
    tree = compile(text, "<text>", mode, _ast.PyCF_ONLY_AST)
    print(mode, type(tree).__name__, eval(compile(tree, "<tree>", mode)))

place = {"lineno": 7, "col_offset": 3}
call = _ast.Call(_ast.Name("print", **place), [_ast.Constant(-(10**30), **place), _ast.Constant((1, (2.5, "a")), **place)], [], **place)
exec(compile(_ast.Module([_ast.Expr(call, **place)]), "<made>", "exec"))
bad = _ast.Expression(_ast.BinOp(_ast.Constant(1, **place), _ast.Div(), _ast.Constant(0, **place), **place))
code = compile(bad, "<made>", "eval")
try:
    eval(code)
except ZeroDivisionError as e:
    print(e, e.__traceback__.tb_next.tb_lineno)
tree = compile("x", "<text>", "eval", _ast.PyCF_ONLY_AST)
print(compile(tree, "<text>", "eval", _ast.PyCF_ONLY_AST) is tree)
load = compile("x\ny", "<text>", "exec", _ast.PyCF_ONLY_AST).body
print(load[0].value.ctx is load[1].value.ctx)
print(compile("__debug__", "", "eval", _ast.PyCF_OPTIMIZED_AST).body, compile("__debug__", "", "eval", _ast.PyCF_ONLY_AST).body)
print(compile("(int, *str) -> list[int]", "", "func_type", _ast.PyCF_ONLY_AST))
for args in (("(int) -> x", "", "func_type"), ("x", "", "other"), ("x", "", "other", _ast.PyCF_ONLY_AST), ("x", "", "exec", 1 << 20)):
    try:
        compile(*args)
    except ValueError as e:
        print(e)
