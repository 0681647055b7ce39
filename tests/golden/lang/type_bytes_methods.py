b = b"hello, world"
print(b.find(b"o"), b.rfind(b"o"), b.find(111), b.index(b"l"), b.count(b"l"), b.count(108), b.startswith(b"he"), b.endswith((b"x", b"ld")), b.replace(b"l", b"L", 1), b.split(b", "), b.rsplit(b"o", 1), b.partition(b", "), b.rpartition(b"o"), b.upper(), b.title(), b.capitalize(), b.swapcase(), b.center(16, b"*"), b.ljust(14) + b"|", b.zfill(14), b"a\tb".expandtabs(4), b" x ".strip(), b"xxa".lstrip(b"x"), b"pre-x".removeprefix(b"pre-"), b"x.py".removesuffix(b".py"))
print(b"abc".isalpha(), b"a1".isalnum(), b"12".isdigit(), b" ".isspace(), b"Ab".istitle(), b"ab".islower(), b"AB".isupper(), b"\xff".isascii(), b"a\nb\r\nc".splitlines(), b"a\nb".splitlines(True), b"-".join([b"a", bytearray(b"b")]), b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"), b"\x01\xff".hex(), b"\x01\x02\x03".hex("-"), b"\x01\x02\x03".hex(":", 2), bytes.fromhex("01 ff"))
print(bytes(3), bytes([1, 2]), bytes("é", "utf8"), bytes(b"x"), bytes(range(3)), b[0], b[1:3], b[::-1], b"a" + b"b", b"a" * 3, b"a" in b"ab", 97 in b"ab", b"a" < b"b", b"a" == bytearray(b"a"), hash(b"a") == hash(b"a"), list(b"ab"), b"%d %s %b %x %c %r" % (1, b"x", b"y", 255, 65, "é"), b"%(a)s" % {b"a": b"1"}, b"\xc3\xa9".decode(), b"\xe9".decode("latin-1"), repr(b"\x00'\"\n"))
a = bytearray(b"abc")
a.append(100); a.extend([101, 102]); a.insert(0, 64); a[1] = 65; a[2:4] = b"XYZ"; del a[0]; a += b"!"; print(a, a.pop(), a.pop(0), a.remove(88), a, a.reverse(), a, a.copy(), a * 2, a.find(b"Z"), a == b"fedZY", a.clear(), a, bytearray(2), bytearray("é", "latin-1"), bytearray(b"a").upper(), type(bytearray(b"a") + b"b").__name__, type(b"a" + bytearray(b"b")).__name__)
class B:
    def __bytes__(self): return b"own"
print(bytes(B()), b"".join([]), b"a,b".split(b","), b" a b ".split(), bytes(memoryview(b"xyz")[1:]))
for f in (lambda: bytes("a"), lambda: bytes(-1), lambda: bytes([256]), lambda: bytes(["a"]), lambda: bytes(1.5), lambda: b"a" + "b", lambda: b"a".find("a"), lambda: b"a".join(["b"]), lambda: b"a"[5], lambda: b"a".index(b"z"), lambda: b"\xff".decode(), lambda: bytes.fromhex("0g"), lambda: b"a".startswith("a"), lambda: "a" in b"a", lambda: 300 in b"a", lambda: bytearray(b"a").append(300), lambda: bytearray(b"").pop(), lambda: bytearray(b"a").remove(5), lambda: hash(bytearray()), lambda: bytes(1, 2), lambda: b"a".split(""), lambda: b"a" < "b", lambda: b"%d" % "a", lambda: b"a".replace("a", "b"), lambda: b"a".center(3, "x"), lambda: bytearray(b"a")["x"], lambda: b"a".decode("nope")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
