# What no text could say is refused, in CPython's words.
import _ast
from _ast import *
import warnings

warnings.simplefilter("ignore")
P = {"lineno": 1, "col_offset": 0}
x = Name("x", **P)


def refused(body, mode="exec"):
    tree = Module(body) if isinstance(body, list) else body
    try:
        compile(tree, "<tree>", mode)
        print("fine")
    except (TypeError, ValueError, OverflowError, SyntaxError) as e:
        print(f"{type(e).__name__}: {e}")


def expr(e):
    refused([Expr(e, **P)])


for e in (
    Name("x"), Name(**P), Name(3, **P), None, 3, Constant([], **P), Constant((1, {}), **P), Constant(1, kind=3, **P),
    BinOp(x, 3, x, **P), Name("x", Store(), **P), Name("x", 3, **P), Name("None", **P), Compare(x, [Eq()], [], **P),
    Compare(x, [], [x], **P), Call(x, [None], [], **P), Call(x, 3, [], **P), BoolOp(And(), [x], **P),
    Dict([x], [], **P), ListComp(x, [], **P), NamedExpr(Constant(1, **P), x, **P), Lambda(arguments(defaults=[x]), x, **P),
    Lambda(arguments(kw_defaults=[x]), x, **P), Attribute(x, 3, **P), Starred(x, **P), Yield(x, **P),
):
    expr(e)
for s in (
    None, Pass(), Pass(lineno=None, col_offset=0), Pass(lineno="a", col_offset=0), Pass(lineno=1 << 40, col_offset=0),
    Pass(lineno=5, col_offset=0, end_lineno=3), Pass(lineno=1, col_offset=5, end_lineno=1, end_col_offset=3),
    Pass(lineno=-1, col_offset=5, end_lineno=1, end_col_offset=3), Assign([], x, **P), Assign([x], x, **P), Delete([], **P),
    AnnAssign(Attribute(x, "y", Store(), **P), x, None, 1, **P), For(Name("i", Store(), **P), x, [], **P), If(x, [], **P),
    With([], [Pass(**P)], **P), Raise(None, x, **P), Try([Pass(**P)], **P), Try([Pass(**P)], [], [Pass(**P)], **P),
    Import([], **P), ImportFrom("m", [alias("a", **P)], -1, **P), ImportFrom("m", [3], 0, **P), Global([], **P),
    FunctionDef("f", arguments(), [], **P), Return(x, **P), Break(**P), Match(x, [], **P),
    Match(x, [match_case(MatchStar("y", **P), None, [Pass(**P)])], **P),
    Match(x, [match_case(MatchAs(None, "_", **P), None, [Pass(**P)])], **P),
    Match(x, [match_case(MatchOr([], **P), None, [Pass(**P)])], **P),
    Match(x, [match_case(MatchSingleton(3, **P), None, [Pass(**P)])], **P),
    Match(x, [match_case(MatchValue(x, **P), None, [Pass(**P)])], **P),
):
    refused([s])
refused(Module(3))
refused(Expression(x))
refused(Expression(None), "eval")
refused(AST())
deep = x
for i in range(100_000):
    deep = UnaryOp(Not(), deep, **P)
try:
    compile(Module([Expr(deep, **P)]), "<tree>", "exec")
except RecursionError as e:
    print("RecursionError")
