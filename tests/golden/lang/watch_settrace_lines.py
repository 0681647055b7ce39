# Line events of each statement, those without an instruction included.
import sys


def tracer(frame, what, arg):
    if frame.f_code in wanted:
        log.append(f"{frame.f_lineno - frame.f_code.co_firstlineno} {what}")
        return tracer


def run(function):
    global log, wanted
    log, wanted = [], {function.__code__}
    sys.settrace(tracer)
    try:
        function()
    except Exception as e:
        log.append(repr(e))
    finally:
        sys.settrace(None)
    print(function.__name__, ", ".join(log))


def for_on_one_line():
    for i in range(3): x = i


def while_on_one_line():
    i = 0
    while i < 3: i += 1


def split_statements():
    x = (
        1)
    y = (x
         +
         x)
    return (
        y)


def loop_with_else():
    for i in range(2):
        if i: continue
        pass
    else:
        pass


def finally_and_return():
    try:
        pass
    finally:
        x = 1
    try:
        return 1
    finally:
        y = 2


def constant_conditions():
    while 1:
        break
    if 0:
        x = 1
    if 1:
        x = 2


def with_statements():
    with manager as f:
        pass
    with manager as f:
        return 1


def handlers():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    try:
        1 / 0
    except:
        x = 1
    finally:
        x = 2


def small_statements():
    global nowhere
    "const"
    ...
    x: int
    x: int = 1
    x
    match x:
        case 2:
            pass
        case _:
            pass


def conditions():
    if run and \
       log is None:
        x = 1
    elif run:
        pass
    for a in (1,
              2):
        try:
            continue
        finally:
            x = 1


def branches(a=1):
    if a:
        pass
    else:
        pass
    if not a:
        pass
    elif a:
        pass
    while a:
        a = 0
        if a:
            break
        else:
            continue
    try:
        pass
    except ValueError:
        pass
    else:
        pass


def generator():
    for i in range(2):
        yield i


def drives():
    for x in generator():
        pass


class Manager:
    def __enter__(self): return self
    def __exit__(self, *a): pass


manager = Manager()
for f in (for_on_one_line, while_on_one_line, split_statements, loop_with_else, finally_and_return, constant_conditions,
          with_statements, handlers, small_statements, conditions, branches, drives):
    run(f)
