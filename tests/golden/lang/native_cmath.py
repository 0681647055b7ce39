# Complex functions: branch cuts, infinities, NaNs, large and tiny numbers, errors.
import cmath
from math import copysign, inf, isnan, nan

values = [-inf, -2.3, -0.0, 0.0, 2.3, inf, nan]
one = 'acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh'.split()


def show(x):
    return 'nan' if isnan(x) else f'{x:.11g}'


def value(f, *args):
    try:
        z = f(*args)
    except (ValueError, OverflowError) as e:
        return str(e)
    return f'{show(z.real)},{show(z.imag)}'


for name in one:
    f = getattr(cmath, name)
    print(name, f.__text_signature__)
    for re in values:
        print('  ', *(value(f, complex(re, im)) for im in values))
print('rect')
for r in values:
    print('  ', *(value(cmath.rect, r, phi) for phi in values))
points = [0.5, 1, -1, 1j, -1j, 1 + 1e-10j, 1e300 + 1e300j, 1e-320 + 1e-320j, 710 + 1j, -710.5 - 2j, 1e160, 0.7 + 0.71j, complex(1, 1e-200), complex(-2, -0.0), 5, -5]
for name in one:
    print(name, *(value(getattr(cmath, name), z) for z in points))
print(*(value(cmath.log, z, 10) for z in points), value(cmath.log, 0, 2), value(cmath.log, 2, 1), value(cmath.log, 2, 0))
print([cmath.phase(z) for z in (1, -1, 1j, complex(-1, -0.0))], cmath.polar(3 + 4j), cmath.polar(complex(inf, nan)), cmath.rect(2, 0))
print([(f.__name__, [f(complex(a, b)) for a in (1, inf, nan) for b in (1, inf, nan)]) for f in (cmath.isfinite, cmath.isinf, cmath.isnan)])
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj, copysign(1, cmath.infj.real))
print(cmath.isclose(1 + 1j, 1 + 1.0000000001j), cmath.isclose(1, 1.1), cmath.isclose(1, 1.1, rel_tol=0.2), cmath.isclose(0, 1e-9, abs_tol=1e-8), cmath.isclose(inf, inf),
      cmath.isclose(inf, 1, rel_tol=2), cmath.isclose(nan, nan))


class C:
    def __complex__(self):
        return 3 + 4j


class F:
    def __float__(self):
        return 4.0


class I:
    def __index__(self):
        return 9


print(cmath.sqrt(C()), cmath.sqrt(F()), cmath.sqrt(I()), cmath.sqrt(True))
for call in ('sqrt("a")', 'sqrt(None)', 'rect("a", 1)', 'rect(1)', 'log("a")', 'log()', 'log(1, 2, 3)', 'log(1, "a")', 'isclose(1, "a")', 'isclose(1, 1, rel_tol=-1)', 'isclose(1)',
             'polar(1e308 * (1.5 + 1.5j))', 'phase("x")', 'cosh(1000)', 'exp(1000j * 1j * -1)', 'atanh(1)', 'log(0)', 'sqrt(10**400)'):
    try:
        print(call, eval('cmath.' + call))
    except Exception as e:
        print(call, type(e).__name__, e)
