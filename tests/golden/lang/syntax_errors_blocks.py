for code in [
    'match x:\n  case a: pass\n  case b: pass',
    'try:\n  pass\nexcept:\n  pass\nexcept ValueError:\n  pass',
    'try:\n  pass\nexcept* A:\n  pass\nexcept B:\n  pass',
    'case = 1; match case:\n  case 1 | x: pass',
]:
    try:
        compile(code, "<t>", "exec")
        print(repr(code), "compiles")
    except SyntaxError as e:
        print(repr(code), type(e).__name__, e.msg, e.lineno)
