import io

class Closes:
    def __init__(self, stream, value): self.stream, self.value = stream, value
    def __index__(self): self.stream.close(); return self.value

def attempt(what, act):
    try: print(what, act())
    except Exception as e: print(what, type(e).__name__, e)

for method in ("read", "readline", "truncate", "seek"):
    for value in (0, 3, -1):
        s = io.StringIO("hello\nworld\n")
        attempt(f"text {method} {value}", lambda: getattr(s, method)(Closes(s, value)))
s = io.StringIO("hello"); attempt("text whence", lambda: s.seek(0, Closes(s, 0)))
s = io.StringIO(); s.close(); attempt("text read", lambda: s.read("x"))
s = io.StringIO("ab"); s.seek(9); s.write(""); print(repr(s.getvalue()))
for method in ("read", "read1", "readline", "readlines", "truncate", "seek"):
    for value in (0, 3, -1):
        s = io.BytesIO(b"hello\nworld\n")
        attempt(f"bytes {method} {value}", lambda: getattr(s, method)(Closes(s, value)))
for bad in ("abc", b"abc", [1, 2]):
    attempt("readinto", lambda: io.BytesIO(b"xyz").readinto(bad))
def lines():
    yield b"a"
    s.close()
    yield b"b"
s = io.BytesIO(); attempt("writelines", lambda: s.writelines(lines()))
s = io.BytesIO(b"hello")
view = s.getbuffer()
for what, act in dict(write=lambda: s.write(b"x"), close=s.close, shorter=lambda: s.truncate(2), longer=lambda: s.truncate(50), init=lambda: s.__init__(b"")).items():
    attempt(what, act)
