# Comments about types are kept where somebody asks for them.
import _ast

TEXT = """\
x = 1  # type: int
for i in x:  # type: str
    pass
with a as b:  # type: float
    pass
def f(a,  # type: A
      b=2,  # type: B
      ):
    # type: (...) -> None
    pass
y = 2  # type: ignore[why]
"""
FLAGS = _ast.PyCF_ONLY_AST | _ast.PyCF_TYPE_COMMENTS
for flags in (FLAGS, _ast.PyCF_ONLY_AST):
    tree = compile(TEXT, "<text>", "exec", flags)
    print([getattr(s, "type_comment", None) for s in tree.body])
    print([a.type_comment for a in tree.body[3].args.args])
    print([(i.lineno, i.tag) for i in tree.type_ignores])
