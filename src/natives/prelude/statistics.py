"""Averages and spreads. Sums are exact: numbers are taken as fractions, and rounded once, at the end."""
__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean', 'geometric_mean', 'harmonic_mean',
           'kde', 'kde_random', 'linear_regression', 'mean', 'median', 'median_grouped', 'median_high', 'median_low',
           'mode', 'multimode', 'pstdev', 'pvariance', 'quantiles', 'stdev', 'variance']

from math import exp, fabs, fsum, gcd, hypot, isfinite, isinf, isnan, isqrt, log, sqrt, sumprod, tau
from _operator import itemgetter


class StatisticsError(ValueError):
    pass


def _ratio(x):
    """A number as (numerator, denominator); (itself, None) where it is not finite."""
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        return x, None
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None


def _coerce(T, S):
    """The type of a sum of both."""
    if T is S or S is int or S is bool:
        return T
    if T is int:
        return S
    if issubclass(S, T):
        return S
    if issubclass(T, S):
        return T
    if issubclass(T, int):
        return S
    if issubclass(S, int):
        return T
    if T.__name__ == 'Fraction' and issubclass(S, float):
        return S
    if issubclass(T, float) and S.__name__ == 'Fraction':
        return T
    raise TypeError(f"don't know how to coerce {T.__name__} and {S.__name__}")


def _sum(data):
    """(type, numerator, denominator, count) of an exact sum; a denominator of None says: not finite."""
    T, count, partials, special = int, 0, {}, None
    for x in data:
        t = type(x)
        if t is not T:
            T = _coerce(T, t)
        n, d = _ratio(x)
        count += 1
        if d is None:
            special = n if special is None else special + n
        else:
            partials[d] = partials.get(d, 0) + n
    if special is not None:
        return T, special, None, count
    num, den = _add_up(partials)
    return T, num, den, count


def _add_up(partials):
    num, den = 0, 1
    for d, n in sorted(partials.items()):
        num, den = num * d + n * den, den * d
        g = gcd(num, den)
        num, den = num // g, den // g
    return num, den


def _convert(num, den, T):
    """A fraction as a number of the type."""
    if den is None:
        return num if type(num) is T else T(num)
    if issubclass(T, int):
        if num % den == 0:
            return T(num // den)
        T = float
    if issubclass(T, float):
        return T(num / den)
    if T.__name__ == 'Fraction':
        return T(num, den)
    return T(num) / den


def mean(data):
    """The arithmetic average."""
    T, num, den, n = _sum(data)
    if n < 1:
        raise StatisticsError('mean requires at least one data point')
    return _convert(num, den and den * n, T) if den else _convert(num / n, None, T)


def fmean(data, weights=None):
    """The arithmetic average as a float, fast."""
    if weights is None:
        if not hasattr(data, '__len__'):
            data = list(data)
        if not len(data):
            raise StatisticsError('fmean requires at least one data point')
        return fsum(data) / len(data)
    weights, data = list(weights), list(data)
    if len(weights) != len(data):
        raise StatisticsError('data and weights must be the same length')
    den = fsum(weights)
    if not den:
        raise StatisticsError('sum of weights must be non-zero')
    return sumprod(data, weights) / den


def geometric_mean(data):
    n, zero, logs = 0, False, []
    for x in data:
        n += 1
        if x > 0.0 or isnan(x):
            logs.append(log(x))
        elif x == 0.0:
            zero = True
        else:
            raise StatisticsError('No negative inputs allowed', x)
    if not n:
        raise StatisticsError('Must have a non-empty dataset')
    total = fsum(logs)
    if isnan(total):
        return total
    if zero:
        return float('nan') if total == float('inf') else 0.0
    return exp(total / n)


def harmonic_mean(data, weights=None):
    data = list(data)
    errmsg = 'harmonic mean does not support negative values'
    n = len(data)
    if n < 1:
        raise StatisticsError('harmonic_mean requires at least one data point')
    if n == 1 and weights is None:
        x = data[0]
        if not hasattr(x, 'real'):
            raise TypeError('unsupported type')
        if x < 0:
            raise StatisticsError(errmsg)
        return x
    if weights is None:
        weights, sum_weights = [1] * n, n
    else:
        weights = list(weights)
        if len(weights) != n:
            raise StatisticsError('Number of weights does not match data size')
        for w in weights:
            if w < 0:
                raise StatisticsError(errmsg)
        _, a, b, _ = _sum(weights)
        sum_weights = a if b == 1 else a / b
    for x in data:
        if x < 0:
            raise StatisticsError(errmsg)
    if not all(data):
        return 0
    T, num, den, _ = _sum(w / x if w else 0 for w, x in zip(weights, data))
    if num <= 0:
        raise StatisticsError('Weighted sum must be positive')
    if den is None:
        return _convert(sum_weights / num, None, T)
    if isinstance(sum_weights, int):
        return _convert(sum_weights * den, num, T)
    a, b = sum_weights.as_integer_ratio()
    return _convert(a * den, b * num, T)


def _sorted_data(data):
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data


def median(data):
    """The middle value, or the mean of the two middle ones."""
    data = _sorted_data(data)
    n = len(data)
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = _sorted_data(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = _sorted_data(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """The median of values that stand for classes of a width."""
    from bisect import bisect_left, bisect_right
    data = sorted(data)
    n = len(data)
    if not n:
        raise StatisticsError('no median for empty data')
    x = data[n // 2]
    i = bisect_left(data, x)
    j = bisect_right(data, x, lo=i)
    try:
        interval, x = float(interval), float(x)
    except ValueError:
        raise TypeError('Value cannot be converted to a float')
    return x - interval / 2.0 + interval * (n / 2 - i) / (j - i)


def mode(data):
    """The most common value; the first of several."""
    from collections import Counter
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError('no mode for empty data')
    return pairs[0][0]


def multimode(data):
    from collections import Counter
    counts = Counter(iter(data))
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method='exclusive'):
    """The n - 1 cut points between n parts of equal probability."""
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    ld = len(data)
    if ld < 2:
        if ld == 1:
            return data * (n - 1)
        raise StatisticsError('must have at least one data point')
    result = []
    if method == 'inclusive':
        m = ld - 1
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == 'exclusive':
        m = ld + 1
        for i in range(1, n):
            j = i * m // n
            j = 1 if j < 1 else ld - 1 if j > ld - 1 else j
            delta = i * m - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError(f'Unknown method: {method!r}')


def _squares(data, c=None):
    """(type, numerator, denominator of the sum of squared deviations, mean as a pair, count)."""
    T, count, sx, sxx, special = int, 0, {}, {}, None
    if c is not None:
        T, num, den, count = _sum((d := x - c) * d for x in data)
        return T, num, den, (c, 1), count
    for x in data:
        if type(x) is not T:
            T = _coerce(T, type(x))
        count += 1
        n, d = _ratio(x)
        if d is None:
            special = n
            continue
        sx[d] = sx.get(d, 0) + n
        sxx[d * d] = sxx.get(d * d, 0) + n * n
    if not count:
        return T, 0, 1, (0, 1), 0
    if special is not None:
        return T, float('nan'), None, (special, None), count
    (a, b), (p, q) = _add_up(sx), _add_up(sxx)
    # sum of squares - square of the sum / count
    num, den = count * p * b * b - a * a * q, count * q * b * b
    g = gcd(num, den) or 1
    return T, num // g, den // g, (a, b * count), count


def variance(data, xbar=None):
    """The variance of a sample."""
    T, num, den, _, n = _squares(data, xbar)
    if n < 2:
        raise StatisticsError('variance requires at least two data points')
    return _convert(num, den and den * (n - 1), T)


def pvariance(data, mu=None):
    """The variance of a whole population."""
    T, num, den, _, n = _squares(data, mu)
    if n < 1:
        raise StatisticsError('pvariance requires at least one data point')
    return _convert(num, den and den * n, T)


def _root(n, m):
    """The square root of n / m, rounded correctly to a float."""
    if not n:
        return 0.0
    # Enough bits for the rounding; the last one says whether there was a rest.
    q = (n.bit_length() - m.bit_length() - 109) // 2
    if q >= 0:
        num, den = n, m << 2 * q
    else:
        num, den = n << -2 * q, m
    a = isqrt(num // den)
    a |= a * a * den != num
    return (a << q) / 1 if q >= 0 else a / (1 << -q)


def _deviation(T, num, den, n):
    if den is None:
        return num
    if issubclass(T, (int, float)) or T.__name__ == 'Fraction':
        return _root(num, den * n)
    return (T(num) / (den * n)).sqrt()


def stdev(data, xbar=None):
    """The standard deviation of a sample."""
    T, num, den, _, n = _squares(data, xbar)
    if n < 2:
        raise StatisticsError('stdev requires at least two data points')
    return _deviation(T, num, den, n - 1)


def pstdev(data, mu=None):
    """The standard deviation of a whole population."""
    T, num, den, _, n = _squares(data, mu)
    if n < 1:
        raise StatisticsError('pstdev requires at least one data point')
    return _deviation(T, num, den, n)


def covariance(x, y, /):
    n = len(x)
    if len(y) != n:
        raise StatisticsError('covariance requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('covariance requires at least two data points')
    xbar, ybar = fsum(x) / n, fsum(y) / n
    return sumprod((xi - xbar for xi in x), (yi - ybar for yi in y)) / (n - 1)


def _rank(data):
    """Places in the sorted order, from (1 - n) / 2 on; equal values share the mean of theirs."""
    order = sorted(zip(data, range(len(data))))
    result = [0] * len(order)
    i = -(len(order) + 1) / 2
    k = 0
    while k < len(order):
        end = k
        while end < len(order) and order[end][0] == order[k][0]:
            end += 1
        size = end - k
        for value, at in order[k:end]:
            result[at] = i + (size + 1) / 2
        i += size
        k = end
    return result


def correlation(x, y, /, *, method='linear'):
    n = len(x)
    if len(y) != n:
        raise StatisticsError('correlation requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('correlation requires at least two data points')
    if method not in ('linear', 'ranked'):
        raise ValueError(f'Unknown method: {method!r}')
    if method == 'ranked':
        x, y = _rank(x), _rank(y)
    else:
        xbar, ybar = fsum(x) / n, fsum(y) / n
        x, y = [xi - xbar for xi in x], [yi - ybar for yi in y]
    sxy, sxx, syy = sumprod(x, y), sumprod(x, x), sumprod(y, y)
    try:
        return sxy / _sqrtprod(sxx, syy)
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant')


def _sqrtprod(x, y):
    """The root of a product, a little more exact than sqrt(x * y)."""
    h = sqrt(x * y)
    if not isfinite(h):
        if isinf(h) and not isinf(x) and not isinf(y):
            scale = 2.0 ** -512
            return _sqrtprod(scale * x, scale * y) / scale
        return h
    if not h:
        if x and y:
            scale = 2.0 ** 537
            return _sqrtprod(scale * x, scale * y) / scale
        return h
    return h + sumprod((x, h), (y, -h)) / (2.0 * h)


_results = {}


def linear_regression(x, y, /, *, proportional=False):
    """The straight line nearest to the points: (slope, intercept)."""
    if not _results:
        from collections import namedtuple
        _results['line'] = namedtuple('LinearRegression', ('slope', 'intercept'), module='statistics')
    n = len(x)
    if len(y) != n:
        raise StatisticsError('linear regression requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('linear regression requires at least two data points')
    if not proportional:
        xbar, ybar = fsum(x) / n, fsum(y) / n
        x, y = [xi - xbar for xi in x], (yi - ybar for yi in y)
    sxy, sxx = sumprod(x, y) + 0.0, sumprod(x, x)
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError('x is constant')
    return _results['line'](slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


def __getattr__(name):
    if name in ('NormalDist', 'kde', 'kde_random', 'LinearRegression'):
        if name == 'LinearRegression':
            linear_regression([1, 2], [1, 2])
            return _results['line']
        import _statistics_normal as module
        found = globals()[name] = getattr(module, name)
        return found
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
