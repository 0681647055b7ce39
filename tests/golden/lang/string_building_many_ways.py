parts = []
for i in range(3): parts += [f"{i}", str(i), "%d" % i, "{}".format(i), repr(i), chr(48 + i)]
print("".join(parts), "".join(reversed(parts)), "-".join(sorted(set(parts))))
s = "x"
s *= 3; s += "y" * 2; s = s[:2] + "|" + s[2:]
print(s, s.center(11, "*"), s[::-1], s.replace("x", "ab", 2), s.count("x"), s.upper().lower() == s)
print("a" "b" f"{1}" "c", ("multi" "line"), "tab\tnew".expandtabs(2), "%%", "{{}}".format(), f"{{}}", "\N{GREEK SMALL LETTER ALPHA}")
import io
out = io.StringIO()
out.write("one "); print("two", file=out, end=""); out.write(str(3))
print(out.getvalue(), out.tell(), out.seek(0), out.read(3), out.readline())
b = bytearray()
for c in "hé": b += c.encode()
print(b, bytes(b).decode(), "".join(map(chr, [104, 105])), "abc".join("123"), ",".join(["a"] * 0), "".join(c * i for i, c in enumerate("abc")))
