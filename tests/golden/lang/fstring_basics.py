name, n, f = "World", 42, 3.14159
print(f"Hello {name}! {n:5}|{n:<5}|{n:^5}|{n:>5}|{n:05}|{n:+}|{n:x}|{n:#b}|{n:,}|{f:.2f}|{f:10.3e}|{f:g}|{n!r:>6}")
print(f"{name!r} {name!s} {name!a} {n=} {f = :.1f} {name=!s} {n + 1 = }")
print(f"{'a' if n else 'b'} {[x for x in range(3)]} {{literal}} {{{n}}} {(lambda x: x * 2)(3)} {n:{'>'}{10}}")
w, p = 10, 3
print(f"{f:{w}.{p}}|{f:{w}.{p}f}|{name:*^{w}}|{name:{'*'}>{w+2}}")
print(f"{'nested ' + f'{n} {f"{name}"}'} {"same quotes"}")
print(f"""multi
{n
  + 1}
line {
    name  # a comment
}""")
print(f"{0.25:%} {0.5:.0%}", f"{True} {True:d} {None} {[1]!s:>5}", rf"\{n}", f"\x41{n}\n".strip(), f"{'\n'}".encode())
