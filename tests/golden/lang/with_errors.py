class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
class AsyncOnly:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
class BadEnter:
    def __enter__(self): raise KeyError("enter")
    def __exit__(self, *a): print("never")
class BadExit:
    def __enter__(self): return self
    def __exit__(self, *a): raise TypeError("exit")
for m in (NoExit, NoEnter, AsyncOnly, BadEnter, BadExit, int):
    try:
        with m() as x:
            raise ValueError("body")
    except Exception as e:
        print(m.__name__, type(e).__name__, e, "| context", repr(e.__context__))
class OnInstance: pass
o = OnInstance(); o.__enter__ = lambda: 1; o.__exit__ = lambda *a: 1
try:
    with o: pass
except TypeError as e:
    print(e)
