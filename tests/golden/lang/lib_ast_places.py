# Every node has the place of its text; columns are bytes.
import _ast

TEXT = '''
@deco
def f(a: int, /, *b, c=1, **d) -> None:
    """é"""
    if a: pass
    elif (b): x = f"é{a!r:>{b}}c" "d"
    else:
        with é as g, h: yield
class C[T: int](B, k=v): y: int = 2
try: [i for i in j if k]
except* (E): raise X from Y
match p:
    case {1: [_, *r], **s} | C(t, u=-1): pass
'''


def show(node, depth=0):
    if isinstance(node, list):
        for item in node:
            show(item, depth)
    elif isinstance(node, _ast.AST):
        place = ""
        if node._attributes:
            place = f" {node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}"
        rest = [repr(getattr(node, f)) for f in node._fields if not isinstance(getattr(node, f), (list, _ast.AST))]
        print(" " * depth + type(node).__name__ + place, *rest)
        for field in node._fields:
            show(getattr(node, field), depth + 1)


show(compile(TEXT, "<text>", "exec", _ast.PyCF_ONLY_AST))
