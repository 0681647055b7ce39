class Mine:
    __hash__ = None
class Loud:
    def __hash__(self): raise TypeError("no hash today")
class Other:
    def __hash__(self): raise ValueError("never")
d, s = {1: 1}, {1}
for call in (
    "d[[]]", "d.get([])", "[] in d", "d.pop({})", "d.setdefault([])", "{Mine(): 1}", "{(1, []): 2}", "dict([([], 1)])",
    "s.add([])", "{[]}", "[] in s", "s.discard({})", "{Mine()}", "frozenset([[]])", "{Loud()}", "{Loud(): 1}", "d[Other()]",
    "hash([])", "hash(Mine())",
):
    try:
        print(call, eval(call))
    except (TypeError, ValueError) as e:
        print(call, "->", type(e).__name__, e)
