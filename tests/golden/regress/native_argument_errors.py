# Slot wrappers counted their arguments as methods do, and an unknown keyword was told before a missing argument.
items = [1, 2, 3]
data = bytearray(b"abc")
for code in ("().__len__(1)", "items.__add__()", "items.__setitem__(1)", "items.__getitem__()", "{}.__contains__()", "open(x=1)",
             "round(x=1)", "pow(x=1)", "range(x=1)", "slice(x=1)", "super(x=1)", "memoryview(x=1)", "int(y=1)", "items[0:1] = 5",
             "items[::2] = 5", "data[0:1] = 5", "data[0:1] = 'a'"):
    try:
        exec(code)
    except TypeError as e:
        print(code, "->", e)


class NoText:
    def __repr__(self):
        return 5


for code in ("repr(NoText())", "str(NoText())", "'%s' % NoText()", "print(NoText())", "f'{NoText()}'"):
    try:
        eval(code)
    except TypeError as e:
        print(code, "->", e)
