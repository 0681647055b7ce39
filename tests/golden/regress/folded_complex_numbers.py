"""Real and complex constants: a real operand has no imaginary part."""
big = 1e300
for text in ("0.0-0j", "1-0j", "0-0j", "1+-0j", "-0.0+0j", "0j-1.0", "0j-0.0", "(-0j)-1", "2*(1-0j)", "2.0*-0j", "1e400*1j", "1e400+1j", "1j*1e400", "(1+2j)*1e400", "1j/2", "2/1j", "1j/1e400", "0j+-0.0", "3-(-0j)", "(1-0j)-(0-0j)", "1j-True", "-0.0-0j", "1e400-1e400j"):
    a = eval(text)
    print(text, repr(a), repr(a.real), repr(a.imag))
x, y = 1, 0j
print(x - y, y - x, x * y, x + y, 1e400 * 1j)
