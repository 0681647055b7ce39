def in_except():
    try:
        1 / 0
    except ZeroDivisionError as e:
        1 / 0
        pass


def in_with():
    with open('/dev/null'):
        1 / 0
        pass


def outer(x):
    def inner():
        x
        1 / 0
    inner()

for f in in_except, in_with, lambda: outer(5):
    try:
        f()
    except ZeroDivisionError as e:
        tb = e.__traceback__.tb_next
        while tb.tb_next:
            tb = tb.tb_next
        frame = tb.tb_frame
        print(frame.f_lineno - frame.f_code.co_firstlineno, tb.tb_lineno - frame.f_code.co_firstlineno)
print(frame.f_locals)
frame.clear()
print(frame.f_locals)
