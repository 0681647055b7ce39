import traceback
def f():
    x = {"a": 1}
    return x["missing"] + \
        2
try:
    f()
except KeyError as e:
    lines = traceback.format_exception(e)
    print("".join(l.replace(__file__, "FILE") for l in lines))
    print(traceback.format_exception_only(e), traceback.extract_tb(e.__traceback__)[-1].line)
try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise ValueError("second") from z
except ValueError as e:
    print(traceback.format_exc().replace(__file__, "FILE"))
