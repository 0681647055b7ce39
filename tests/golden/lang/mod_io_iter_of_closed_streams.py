import io

for f in (io.BytesIO(b"a"), io.StringIO("a"), io.BufferedReader(io.BytesIO(b"a")), io.TextIOWrapper(io.BytesIO(b"a"))):
    print(iter(f) is f, next(f))
    f.close()
    for act in iter, next:
        try:
            act(f)
        except ValueError as e:
            print(type(f).__name__, e)
