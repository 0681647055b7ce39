for code in ["len()", "len(1, 2)", "len(x=1)", "int(1, 2, 3)", "int('a', base=16, x=1)", "abs()", "ord('ab')", "ord(5)", "chr(-1)", "chr(1114112)",
             "range()", "range(1, 2, 0)", "range('a')", "sum(['a'])", "sum(['a'], '')", "max()", "max([])", "min(1)", "isinstance(1)", "isinstance(1, 2)",
             "issubclass(1, int)", "iter(1)", "iter(1, 2)", "next([])", "zip(1)", "map(len)", "map()", "enumerate()", "reversed(1)",
             "sorted()", "sorted([1], 2)", "print(1, foo=2)", "print(1, sep=3)", "getattr(1)", "getattr(1, 2)", "setattr(1, 'a', 1)", "round('a')",
             "open()", "hash([])", "id()", "bytes('a')", "str(1, 'x')", "bool(1, 2)", "list(1)", "dict(1)", "type(1, 2)", "'a'.join([1])", "'a'.join(1)",
             "''.split('')", "'a'.center()", "[].append()", "[].append(1, 2)", "{}.get()", "super()", "zip([1], [1, 2], strict=True).__next__() and list(zip([1], [], strict=True))"]:
    try:
        print(code, "=", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)
