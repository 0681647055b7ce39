for x in (0.0, 1.5, -1234567.891, 1e20, 1e-10, float("inf"), float("nan"), -0.0):
    print([format(x, s) for s in ("", "f", ".0f", ".3f", "e", ".1e", "g", ".3g", "G", "%", ".1%", "+", " ", "010.2f", ",.2f", "_.1f", "<12", ">12.1f", "^12", "=+12.2f", "#.0f", "n", "z.0f")])
print(f"{1e16}", f"{1e15:g}", f"{123456.0:g}", f"{1234567.0:g}", f"{0.0001:g}", f"{0.00001:g}", f"{1.0}", f"{100000.0:.3}", f"{1e5:.10}", f"{2.5:.0f}", f"{3.5:.0f}", f"{0.5:.0f}", f"{1.005:.2f}")
for spec in ("d", "x", "s", ".", "c"):
    try:
        print(format(1.5, spec))
    except ValueError as e:
        print(e)
print(format(1 + 2j, ".1f"), format(3j, "10"), format(1e300 * 10, ",.2f"), format(12345.678, "012,.1f"))
