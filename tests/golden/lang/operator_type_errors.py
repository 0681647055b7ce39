for expression in ["1 + 'a'", "'a' + 1", "[] + ()", "None - 1", "{} | []", "1 @ 2", "-'a'", "~1.5", "'a' * 1.5",
                   "1 < 'a'", "[] >= {}", "None[0]", "1()", "(1, 2)['a']", "[1][1.0]", "1j < 2j",
                   "'%d' % 'x'", "divmod(1, 'a')", "pow('a', 2)", "len(5)", "abs('a')", "{}[[]]", "{1, []}", "hash({})"]:
    try:
        print(eval(expression))
    except Exception as e:
        print(f"{expression}: {type(e).__name__}: {e}")
