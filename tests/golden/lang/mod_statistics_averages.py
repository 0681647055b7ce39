import statistics as s
from fractions import Fraction as F
from decimal import Decimal as D

a = [1, 2, 3, 4, 4]
b = [-1.0, 2.5, 3.25, 5.75, 0.1, 1e-9]
for f in (s.mean, s.fmean, s.median, s.median_low, s.median_high, s.median_grouped, s.mode, s.multimode, s.variance, s.pvariance, s.stdev, s.pstdev, s.quantiles):
    print(f.__name__, f(a), f(b))
print(s.mean([1, 2]), s.mean([2, 2]), s.mean([0.1] * 3), s.mean([1e308, 1e308, -1e308]), s.mean([F(1, 3), F(2, 3), 1]), s.mean([D("0.5"), D("0.75"), 3]), s.mean([True, False]), s.fmean([1, 2], weights=[3, 1]))
print(s.geometric_mean([54, 24, 36]), s.harmonic_mean([40, 60]), s.harmonic_mean([40, 60], weights=[5, 30]), s.harmonic_mean([3, 0]), s.harmonic_mean([F(1, 3), 2]))
print(s.variance([F(1, 6), F(1, 2), F(5, 3)]), s.variance([D("27.5"), D("30.25"), D("34.5")]), s.stdev([D("27.5"), D("30.25"), D("34.5")]), s.stdev([F(1, 6), F(1, 2)]), s.pvariance(a, mu=2.8), s.variance(b, xbar=1), s.stdev([1e200, 3e200]), s.stdev([10**30, 10**30 + 7, 3]))
print(s.quantiles(range(11), n=4), s.quantiles([1, 2, 4, 8], n=3, method="inclusive"), s.quantiles([1, 5], n=10), s.mode("aabbc"), s.multimode("aabbc"), s.median_grouped([1, 3, 3, 5, 7], 2))
x, y = [1, 2, 3, 4, 5], [2.0, 4.5, 5.5, 8.25, 10]
print(s.covariance(x, y), s.correlation(x, y), s.correlation(x, [1, 1, 2, 9, 0], method="ranked"), s.linear_regression(x, y), s.linear_regression(x, y, proportional=True))
n = s.NormalDist(100, 15)
print(n, n.cdf(120), n.pdf(90), n.inv_cdf(0.95), n.inv_cdf(1e-12), n.inv_cdf(0.01), n.quantiles(), n.zscore(130), n + 5, n * 2, n - s.NormalDist(1, 2), -n, n / 3, n.overlap(s.NormalDist(110, 12)), s.NormalDist.from_samples(b), n.samples(2, seed=8), n.variance, n == s.NormalDist(100, 15))
print(s.kde([1, 2, 4], 0.5)(1.5), s.kde([1, 2, 4], 0.5, "triangular", cumulative=True)(2.2), s.kde_random([1, 2, 4], 0.5, "cosine", seed=3)())
for bad in (lambda: s.mean([]), lambda: s.median([]), lambda: s.mode([]), lambda: s.variance([1]), lambda: s.stdev([]), lambda: s.pvariance([]), lambda: s.mean(["a"]), lambda: s.quantiles([], n=2), lambda: s.quantiles([1, 2], method="x"), lambda: s.geometric_mean([-1]), lambda: s.harmonic_mean([-1, 2]), lambda: s.correlation([1, 1], [2, 3]),
            lambda: s.linear_regression([1, 1], [2, 3]), lambda: s.covariance([1], [1, 2]), lambda: s.NormalDist(0, -1), lambda: n.inv_cdf(1), lambda: s.fmean([]), lambda: s.kde([], 1)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
