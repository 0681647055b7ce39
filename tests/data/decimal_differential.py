"""Operations of decimal on random numbers in random contexts, a line for each: hoop's lines must be CPython's.

    decimal_differential.py SEED COUNT
"""
import sys
from decimal import *

SPECIAL = ['1', '10', '-1', '1.000', '0.1', '0', '2', '0.5', '1E+5', '101', '0.99999999999']
TWO = '''add subtract multiply divide divide_int remainder remainder_near compare compare_signal compare_total compare_total_mag max min max_mag
    min_mag next_toward quantize rotate shift scaleb same_quantum copy_sign power logical_and logical_or logical_xor divmod'''.split()
ONE = '''abs minus plus exp ln log10 logb logical_invert next_minus next_plus normalize sqrt to_integral_exact to_integral_value to_sci_string
    to_eng_string number_class is_normal is_subnormal create_decimal'''.split()
ROUNDINGS = [ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP]
FORMATS = ['', '.3f', 'e', '10.2e', '+,.5g', '010', '%', '.0%', 'z.1f', '_', 'g', '.4_f', '^30', 'n', '*<12.1f']

state = int(sys.argv[1])


def below(n):
    """A random number that is the same on every interpreter."""
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & (2 ** 64 - 1)
    return (state >> 33) % n


def pick(choices):
    return choices[below(len(choices))]


def number():
    kind = below(40)
    if kind < 4:
        return Decimal(['NaN' + pick(['', '12']), '-sNaN', 'Inf', '-Inf'][kind])
    if kind == 4:
        return Decimal(f'-0E{below(20) - 10}')
    if kind == 5:
        return Decimal(pick(SPECIAL))
    if kind == 6:
        return Decimal(below(200) - 100)
    n = 1 + below(12) if below(3) else 1 + below(60)
    digits = ''.join(pick('0123456789') if below(4) else pick('09') for _ in range(n))
    if below(3) == 0:
        digits = digits[:1] + '9' * (n - 1)
    exponent = below(30) - 20 if below(5) else below(2000) - 1000
    return Decimal(f"{pick(['-', ''])}{digits}E{exponent}")


def whole(x):
    return x if x.is_nan() else x.to_integral_value()


def operate(context, a, b, c):
    """The name of an operation and its result."""
    kind = below(10)
    if kind < 5:
        name = pick(TWO)
        return name, getattr(context, name)(a, b)
    if kind < 8:
        name = pick(ONE)
        return name, getattr(context, name)(a)
    if kind == 8:
        return 'fma', context.fma(a, b, c)
    setcontext(context)
    kind = below(6)
    if kind < 3:
        spec = pick(FORMATS)
        return spec, format(a, spec)
    if kind == 3:
        return 'hash', 0 if a.is_nan() else hash(a)
    if kind == 4:
        return 'compare', (a == b, a < b, a >= b, 0 if b.is_snan() else a == float(b))
    return 'power', context.power(whole(a), abs(b), whole(c))


for i in range(int(sys.argv[2])):
    context = Context(prec=1 + below(9) if below(2) else 1 + below(60), rounding=pick(ROUNDINGS), clamp=below(2), capitals=below(2), traps=[],
                      Emin=-below(1000) if below(2) else -below(20), Emax=below(1000) if below(2) else 10 + below(20))
    a, b, c = number(), number(), number()
    if below(3) == 0:
        b = Decimal(below(60) - 30)
    try:
        result = operate(context, a, b, c)
    except Exception as e:
        result = type(e).__name__, str(e)
    print(i, context.prec, context.rounding, context.Emin, context.Emax, context.clamp, a, b, c, '=', *result, [int(v) for v in context.flags.values()])
