# What the constructors of nodes take, and what they warn about.
import _ast
import warnings


def shown(make):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            node = make()
        except TypeError as e:
            print("TypeError:", e)
            return
    print(type(node).__name__, sorted(node.__dict__))
    for w in sorted(str(w.message) for w in told):
        print("  ", w)


shown(lambda: _ast.Name("x"))
shown(lambda: _ast.Name("x", _ast.Store(), lineno=1))
shown(lambda: _ast.Name())
shown(lambda: _ast.FunctionDef("f"))
shown(lambda: _ast.Name("x", other=3))
shown(lambda: _ast.Name("x", 1, 2))
shown(lambda: _ast.Pass(1))
shown(lambda: _ast.Name("x", id="y"))
shown(lambda: _ast.AST(a=1))


class Own(_ast.AST):
    _fields = ("a", "b")
    _field_types = {"a": int}


shown(lambda: Own(1, 2))
shown(Own)
print(_ast.FunctionDef._fields, _ast.FunctionDef._field_types)
print(_ast.Dict._field_types, _ast.expr._attributes, _ast.Load._attributes)
print(_ast.Name.__match_args__, _ast.alias.end_lineno, _ast.FunctionDef.returns)
print(_ast.pattern.__doc__)
print(_ast.Name.__mro__, _ast.Name.__module__)
