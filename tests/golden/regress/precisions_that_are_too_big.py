"""Precisions and widths that no C int holds."""
import sys
for form, args in (("%.*d", (sys.maxsize, 1)), ("%.*d", (2**31, 1)), ("%.*d", (-2**31-1, 1)), ("%*d", (2**63, 1)), ("%*d", (-2**63-1, 1)), ("%.2147483648d", (1,)), ("%.99999999999999999999d", (1,)), ("%99999999999999999999d", (1,)), ("%.2147483647f", (1.0,)), ("%.2147483648f", (1.0,)),("%.*f", (2**31, 1.5)),("%.*s", (2**31, "ab")), ("%.2147483648s", ("ab",)), ("%.2147483647s", ("ab",)), ("%.*f", (-5, 1.5))):
    for k in (form, form.encode()):
        try: print(form, repr(k % (args if k is form else tuple(a.encode() if isinstance(a, str) else a for a in args)))[:40])
        except BaseException as e: print(form, args, type(e).__name__, e)
for f in (".2147483648f", ".2147483647f", ".99999999999999999999f", "99999999999999999999f"):
    try: print(f, format(1.5, f)[:20])
    except BaseException as e: print(f, type(e).__name__, e)
for form in ("%*d", b"%*d"):
    try: form % (-sys.maxsize - 1, 1)
    except OverflowError as e: print(e)
text = "abcde"
print("%s" % text is text, "%.5s" % text is text, "%5s" % text is text, "%.4s" % text is text)
