n = 1234567
for spec in ("", "d", "10", "<10", ">10", "^10", "=+10", "010", "+", "-", " ", ",", "_", "x", "X", "#x", "o", "#o", "b", "#b", "c", "n", "e", ".2f", "%", "*^12,", "+,d", "_b", "#_x", "0>10", "<010"):
    try:
        print(repr(spec), repr(format(n if spec != "c" else 65, spec)), repr(format(-n, spec)) if spec != "c" else "")
    except Exception as e:
        print(repr(spec), type(e).__name__, e)
for spec in (".2d", "s", "q", ",x", "5.", "+s", "=c", ",_", "d,"):
    try:
        print(repr(spec), format(5, spec))
    except Exception as e:
        print(repr(spec), type(e).__name__, e)
