class N:
    def __int__(self): return 7
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __index__(self): return 3
    def __bytes__(self): return b"by"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __format__(self, spec): return f"<{spec}>"
    def __hash__(self): return 2**70
    def __bool__(self): return False
n = N()
print(int(n), float(n), complex(n), bytes(n), str(n), repr(n), f"{n} {n!s} {n!r} {n:x^9}", "{:abc}".format(n), "%s %r" % (n, n))
print(hash(n) == hash(2**70), bool(n), bin(n), [0, 1, 2, 3][n], "a" * n, round(2.12345, n), chr(n) == "\x03", [n])
class Bad:
    def __int__(self): return "x"
    def __str__(self): return 5
    def __repr__(self): return None
    def __bool__(self): return 2
    def __hash__(self): return "h"
    def __index__(self): return 1.5
    def __format__(self, s): return 1
    def __len__(self): return 1.5
b = Bad()
for f in (int, str, repr, bool, hash, bin, format, len, float):
    try:
        print(f.__name__, f(b))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)
