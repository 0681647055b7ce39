# status: 1
def fail(n):
    try:
        raise ValueError(n)
    except ValueError as e:
        e.add_note("a note\non two lines")
        return e


inner = ExceptionGroup("inner", [fail(2), TypeError()])
raise ExceptionGroup("outer", [fail(1), inner])
