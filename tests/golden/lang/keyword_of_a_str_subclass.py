# A keyword whose class is the script's own says itself which parameter it is equal to.
log = []
class S(str):
    def __eq__(self, other):
        log.append(f"{str(self)}=={other}")
        return str.__eq__(self, other)
    __hash__ = str.__hash__
class Bad(str):
    def __eq__(self, other): raise ValueError(f"asked about {other}")
    __hash__ = str.__hash__
def two(first, second=0): return first, second
def rest(first, /, *, only=1, **kw): return first, only, {type(k).__name__: v for k, v in kw.items()}
def call(f, *given, keys):
    log.clear()
    try: out = f(*given, **keys)
    except (TypeError, ValueError) as e: out = f"{type(e).__name__}: {e}"
    print(out, log)
call(two, 1, keys={S("second"): 2})
call(two, 1, keys={S("first"): 2})
call(two, 1, keys={S("third"): 2})
call(two, 1, 2, 3, keys={S("second"): 2})
call(rest, 1, keys={S("first"): 2, S("only"): 3})
call(rest, 1, 2, keys={S("only"): 3})
call(two, keys={Bad("first"): 1})
print([type(k).__name__ for k in dict(**{S("a"): 1})])
