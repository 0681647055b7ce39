def group():
    g = ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("inner", [ValueError(3), KeyError(4)])])
    g.add_note("a note")
    return g
for kind in (ValueError, KeyError):
    try:
        try:
            raise group()
        except* kind as e:
            print("handled", e.__notes__)
    except ExceptionGroup as e:
        print("left", repr(e), e.__notes__)
try:
    try:
        raise group()
    except* ValueError:
        raise
except ExceptionGroup as e:
    print(repr(e), e.__notes__)
