# what: `vars(C) == x` and `vars(C) | x` hand a copy of the class's dict to methods of `x`, which CPython hands the dict itself
# why: whoever gets the dict could write into it, past the read-only view; CPython's own caches go stale and it may crash
# instead: set attributes of the class with `setattr`
class Spy:
    def __eq__(self, other):
        other["added"] = 1
        return True
    def __ror__(self, other):
        other["added"] = 2
        return sorted(k for k in other if not k.startswith("_"))
class C:
    here = 0
print(vars(C) == Spy(), "added" in vars(C))
print(vars(C) | Spy(), "added" in vars(C))
print(vars(C) == dict(vars(C)), type(vars(C) | {}).__name__, vars(C) == vars(C))
