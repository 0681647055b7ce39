import ast
import marshal
import traceback

tree = ast.parse("def f():\n    x = 1\n    return g()\n\ndef g():\n    raise OSError\n")
code = compile(tree, "<t>", "exec")
names = {}
exec(marshal.loads(marshal.dumps(code)), names)
try:
    names["f"]()
except OSError as e:
    print([(f.lineno, f.colno, f.end_colno) for f in traceback.extract_tb(e.__traceback__)][1:])
f = names["f"].__code__
moved = marshal.loads(marshal.dumps(f.replace(co_firstlineno=30)))
print(moved.co_firstlineno, [line for *_, line in moved.co_lines()], moved == f.replace(co_firstlineno=30))
