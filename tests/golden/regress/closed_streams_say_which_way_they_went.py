import io

makers = [lambda: io.BufferedReader(io.BytesIO(b"ab")), lambda: io.BufferedWriter(io.BytesIO()), lambda: io.StringIO("a"), lambda: io.TextIOWrapper(io.BytesIO(b"a"))]
for make in makers:
    for step in "flush", "detach", "readlines", "__iter__", "readline":
        stream = make()
        stream.close()
        try:
            print(step, getattr(stream, step)())
        except Exception as e:
            print(step, type(e).__name__, e)
text = io.TextIOWrapper(io.BytesIO(b"one\ntwo\n"))
print(next(text), text.truncate())
for leave in "close", "detach":
    writer = io.BufferedWriter(io.BytesIO())
    getattr(writer, leave)()
    try:
        next(writer)
    except io.UnsupportedOperation as e:
        print(leave, e)
