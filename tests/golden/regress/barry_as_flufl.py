# from __future__ import barry_as_FLUFL: <> is unequal, != is none.
import __future__
text = "from __future__ import barry_as_FLUFL\nprint(2 <> 3, 2 <> 2)\n"
exec(compile(text, "x", "exec"))
for text, flags in ((text.replace("<>", "!="), 0), ("2 <> 3", 0), ("1 != 2", __future__.CO_FUTURE_BARRY_AS_BDFL)):
    try:
        compile(text, "x", "exec", flags)
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset)
print(eval(compile("2 <> 3", "x", "eval", __future__.CO_FUTURE_BARRY_AS_BDFL)))
