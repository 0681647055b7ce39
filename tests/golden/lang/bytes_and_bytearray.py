b = b"hello\x00\xff"
print(b, b[0], b[1:3], len(b), list(b[:2]), b.hex(), b.hex("-", 2), bytes.fromhex("68 65"), bytes(3), bytes([1, 2]), bytes("é", "utf8"), b"a" + b"b", b"ab" * 2, 104 in b, b"ell" in b)
print(b.upper(), b.find(b"l"), b.split(b"l"), b"a,b".partition(b","), b" x ".strip(), b"-".join([b"1", bytearray(b"2")]), b.replace(b"l", b"L"), b.decode("latin-1") == "hello\x00ÿ", b.startswith(b"he"), b"%d-%s-%r" % (1, b"x", "é"))
a = bytearray(b"abc")
a.append(100); a += b"e"; a[0] = 65; a[1:2] = b"XYZ"; a.extend([33]); del a[-2]
print(a, a.pop(), a.hex(), bytes(a), a == b"AXYZcd", a < b"b", a.find(b"Y"), a.reverse(), a, a.insert(0, 48), a, a.remove(48), a.copy() == a, a.clear(), a)
for code in ("b'a' + 'b'", "bytes([256])", "bytes(-1)", "b'a'[5]", "bytearray(b'a')[0:1].append(300)", "bytes.fromhex('zz')", "'a' in b'a'", "b'a'.join(['x'])", "bytes('a')", "hash(bytearray())", "b'é'", "b'' < ''"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)
