"""The normal distribution, and densities estimated from samples. Part of `statistics`."""
from math import acos, asin, atan, atan2, cos, cosh, erf, erfc, exp, fabs, fsum, hypot, log, pi, sin, sqrt, tan, tau
from statistics import StatisticsError, fmean, _squares, _root, quantiles as _quantiles

__name__ = 'statistics'
_SQRT2 = sqrt(2.0)

# Wichura's AS241: for three ranges the coefficients of two polynomials, the highest power first.
_CENTRE = ((2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
            1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0),
           (5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
            5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0))
_NEAR = ((7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
          3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0),
         (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
          6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0))
_FAR = ((2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
         2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0),
        (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
         1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0))


def _horner(coefficients, r):
    value = 0.0
    for c in coefficients:
        value = value * r + c
    return value


def _inv_cdf(p, mu, sigma):
    q = p - 0.5
    if fabs(q) <= 0.425:
        r = 0.180625 - q * q
        num, den = _CENTRE
        return mu + _horner(num, r) * q / _horner(den, r) * sigma
    r = sqrt(-log(p if q <= 0.0 else 1.0 - p))
    if r <= 5.0:
        r, (num, den) = r - 1.6, _NEAR
    else:
        r, (num, den) = r - 5.0, _FAR
    x = _horner(num, r) / _horner(den, r)
    return mu + (-x if q < 0.0 else x) * sigma


class NormalDist:
    """Normal distribution of a random variable"""
    __slots__ = {'_mu': 'Arithmetic mean of a normal distribution', '_sigma': 'Standard deviation of a normal distribution'}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError('sigma must be non-negative')
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        T, num, den, (a, b), n = _squares(data)
        if n < 2:
            raise StatisticsError('stdev requires at least two data points' if n else 'stdev requires at least two data points')
        return cls(a / b, _root(num, den * (n - 1)))

    def samples(self, n, *, seed=None):
        import random
        rnd = random.random if seed is None else random.Random(seed).random
        return [_inv_cdf(rnd(), self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError('pdf() not defined when sigma is zero')
        diff = x - self._mu
        return exp(diff * diff / (-2.0 * variance)) / sqrt(tau * variance)

    def cdf(self, x):
        if not self._sigma:
            raise StatisticsError('cdf() not defined when sigma is zero')
        return 0.5 * (1.0 + erf((x - self._mu) / (self._sigma * _SQRT2)))

    def inv_cdf(self, p):
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError('p must be in the range 0.0 < p < 1.0')
        return _inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        if not isinstance(other, NormalDist):
            raise TypeError('Expected another NormalDist instance')
        X, Y = self, other
        if (Y._sigma, Y._mu) < (X._sigma, X._mu):
            X, Y = Y, X
        xv, yv = X.variance, Y.variance
        if not xv or not yv:
            raise StatisticsError('overlap() not defined when sigma is zero')
        dv, dm = yv - xv, fabs(Y._mu - X._mu)
        if not dv:
            return erfc(dm / (2.0 * X._sigma * _SQRT2))
        a = X._mu * yv - Y._mu * xv
        b = X._sigma * Y._sigma * sqrt(dm * dm + dv * log(yv / xv))
        x1, x2 = (a + b) / dv, (a - b) / dv
        return 1.0 - (fabs(Y.cdf(x1) - X.cdf(x1)) + fabs(Y.cdf(x2) - X.cdf(x2)))

    def zscore(self, x):
        if not self._sigma:
            raise StatisticsError('zscore() not defined when sigma is zero')
        return (x - self._mu) / self._sigma

    mean = property(lambda self: self._mu)
    median = property(lambda self: self._mu)
    mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma * self._sigma)

    def __add__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu + x2._mu, hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu + x2, x1._sigma)

    def __sub__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu - x2._mu, hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu - x2, x1._sigma)

    def __mul__(x1, x2):
        return NormalDist(x1._mu * x2, x1._sigma * fabs(x2))

    def __truediv__(x1, x2):
        return NormalDist(x1._mu / x2, x1._sigma / fabs(x2))

    def __pos__(x1):
        return NormalDist(x1._mu, x1._sigma)

    def __neg__(x1):
        return NormalDist(-x1._mu, x1._sigma)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(x1, x2):
        return -(x1 - x2)

    def __eq__(x1, x2):
        if not isinstance(x2, NormalDist):
            return NotImplemented
        return x1._mu == x2._mu and x1._sigma == x2._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f'{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})'

    def __getstate__(self):
        return self._mu, self._sigma

    def __setstate__(self, state):
        self._mu, self._sigma = state


# Kernel: (density, distribution, where the density ends or None, inverse of the distribution or None).
def _kernels():
    sqrt2pi = sqrt(2 * pi)

    def root(cdf):
        """The inverse of a distribution on [-1, 1], by halving and then Newton's rule where that helps no more."""
        def inverse(p):
            lo, hi = -1.0, 1.0
            while True:
                mid = (lo + hi) / 2.0
                if mid in (lo, hi):
                    return mid
                if cdf(mid) < p:
                    lo = mid
                else:
                    hi = mid
        return inverse

    quartic = lambda t: 15 / 16 * (1 / 5 * t ** 5 - 2 / 3 * t ** 3 + t) + 1 / 2
    triweight = lambda t: 35 / 32 * (-1 / 7 * t ** 7 + 3 / 5 * t ** 5 - t ** 3 + t) + 1 / 2
    return {
        'normal': (lambda t: exp(-1 / 2 * t * t) / sqrt2pi, lambda t: 1 / 2 * erfc(-t / _SQRT2), None, lambda p: _inv_cdf(p, 0.0, 1.0)),
        'logistic': (lambda t: 1 / 2 / (1.0 + cosh(t)), lambda t: 1.0 - 1.0 / (exp(t) + 1.0), None, lambda p: log(p / (1 - p))),
        'sigmoid': (lambda t: 1 / pi / cosh(t), lambda t: 2 / pi * atan(exp(t)), None, lambda p: log(tan(p * pi / 2))),
        'rectangular': (lambda t: 0.5, lambda t: 0.5 * t + 0.5, 1.0, lambda p: 2 * p - 1),
        'triangular': (lambda t: 1.0 - abs(t), lambda t: t * t * (0.5 if t < 0.0 else -0.5) + t + 0.5, 1.0,
                       lambda p: sqrt(2 * p) - 1 if p < 1 / 2 else 1 - sqrt(2 - 2 * p)),
        'parabolic': (lambda t: 3 / 4 * (1.0 - t * t), lambda t: -1 / 4 * t ** 3 + 3 / 4 * t + 1 / 2, 1.0,
                      lambda p: 2 * cos((acos(2 * p - 1) + pi) / 3)),
        'quartic': (lambda t: 15 / 16 * (1.0 - t * t) ** 2, quartic, 1.0, root(quartic)),
        'triweight': (lambda t: 35 / 32 * (1.0 - t * t) ** 3, triweight, 1.0, root(triweight)),
        'cosine': (lambda t: pi / 4 * cos(pi / 2 * t), lambda t: 1 / 2 * sin(pi / 2 * t) + 1 / 2, 1.0,
                   lambda p: 2 * asin(2 * p - 1) / pi)}


_ALIASES = {'gauss': 'normal', 'uniform': 'rectangular', 'epanechnikov': 'parabolic', 'biweight': 'quartic'}


def kde(data, h, kernel='normal', *, cumulative=False):
    """A density (or distribution) function estimated from a sample."""
    n = len(data)
    if not n:
        raise StatisticsError('Empty data sequence')
    if not isinstance(data[0], (int, float)):
        raise TypeError('Data sequence must contain ints or floats')
    if h <= 0.0:
        raise StatisticsError(f'Bandwidth h must be positive, not {h=!r}')
    found = _kernels().get(_ALIASES.get(kernel, kernel))
    if found is None:
        raise StatisticsError(f'Unknown kernel name: {kernel!r}')
    K, W, support, _ = found
    if support is None:
        def pdf(x):
            return sum(K((x - x_i) / h) for x_i in data) / (len(data) * h)

        def cdf(x):
            return sum(W((x - x_i) / h) for x_i in data) / len(data)
    else:
        from bisect import bisect_left, bisect_right
        sample = sorted(data)
        bandwidth = h * support

        def _current():
            nonlocal sample
            if len(data) != len(sample):
                sample = sorted(data)
            return sample

        def pdf(x):
            s = _current()
            near = s[bisect_left(s, x - bandwidth):bisect_right(s, x + bandwidth)]
            return sum(K((x - x_i) / h) for x_i in near) / (len(data) * h)

        def cdf(x):
            s = _current()
            i, j = bisect_left(s, x - bandwidth), bisect_right(s, x + bandwidth)
            return sum((W((x - x_i) / h) for x_i in s[i:j]), i) / len(data)
    function = cdf if cumulative else pdf
    function.__doc__ = f"{'CDF' if cumulative else 'PDF'} estimate with {h=!r} and {kernel=!r}"
    return function


def kde_random(data, h, kernel='normal', *, seed=None):
    """A function that draws from the estimated density."""
    n = len(data)
    if not n:
        raise StatisticsError('Empty data sequence')
    if not isinstance(data[0], (int, float)):
        raise TypeError('Data sequence must contain ints or floats')
    if h <= 0.0:
        raise StatisticsError(f'Bandwidth h must be positive, not {h=!r}')
    found = _kernels().get(_ALIASES.get(kernel, kernel))
    if found is None:
        raise StatisticsError(f'Unknown kernel name: {kernel!r}')
    inverse = found[3]
    import random
    prng = random.Random(seed)

    def rand():
        return prng.choice(data) + h * inverse(prng.random())
    rand.__doc__ = f'Random KDE selection with {h=!r} and {kernel=!r}'
    return rand
