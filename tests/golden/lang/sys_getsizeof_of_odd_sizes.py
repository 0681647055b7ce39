import sys
class B:
    def __init__(s,v): s.v=v
    def __sizeof__(s):
        if isinstance(s.v,type): raise s.v
        return s.v
for v in ('a',-5,2.5,KeyError,sys.maxsize+1,-sys.maxsize-2):
    for d in ((),(7,)):
        try: print(sys.getsizeof(B(v),*d))
        except BaseException as e: print(type(e).__name__,e)
print([sys.getsizeof(t) for t in ("", "a" * 42, "\u0100", "\xe9" * 42, "\u1234" * 42, "\U00012345" * 42, "\ud800")])
