import datetime as dt
from datetime import date, time, datetime, timedelta, timezone

d = date(2024, 2, 28)
print(d, repr(d), d + timedelta(2), d - date(2023, 2, 28), d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.ctime(), d.replace(day=1), date.fromordinal(738000), d.timetuple())
t = time(3, 4, 5, 678)
print(t, repr(t), time(1), repr(time(1)), time(1, tzinfo=timezone.utc), t.replace(hour=23), t.isoformat("milliseconds"), t < time(4), time(5, fold=1))
n = datetime(2024, 12, 31, 23, 59, 59, 999999)
print(n, repr(n), n + timedelta(microseconds=1), n.isoformat(" ", "minutes"), n.date(), n.time(), n - datetime(2024, 1, 1), n.timetuple().tm_yday, datetime(2020, 1, 1), repr(datetime(2020, 1, 1, 0, 0, 1)))
x = timedelta(days=1, hours=2, minutes=3, seconds=4.5, milliseconds=6, microseconds=7, weeks=1)
print(x, repr(x), -x, abs(-x), x * 2, x * 0.5, x / 3, x // 7, x / timedelta(hours=1), x % timedelta(hours=5), divmod(x, timedelta(days=2)), x.total_seconds(), bool(timedelta()), timedelta(0), repr(timedelta()), timedelta(-1), timedelta(microseconds=-1), x // timedelta(hours=1))
print(timedelta(days=0.1), timedelta(seconds=0.0000015), timedelta(microseconds=0.5), timedelta(microseconds=1.5), timedelta(hours=1.1), timedelta.min, timedelta.max, timedelta.resolution, sum([timedelta(1), timedelta(2)], timedelta()))
tz = timezone(timedelta(hours=5, minutes=30), "IST")
a = datetime(2024, 6, 1, 12, tzinfo=tz)
b = a.astimezone(timezone.utc)
print(a, repr(a), b, a == b, hash(a) == hash(b), a - b, a.tzname(), b.tzname(), a.utcoffset(), a.dst(), a.timestamp(), b.utctimetuple()[:6], timezone(timedelta(hours=-3)), repr(tz), repr(timezone.utc), timezone(timedelta(seconds=3661)), repr(timezone(timedelta(hours=2))))
print(datetime.fromtimestamp(0, timezone.utc), datetime.fromtimestamp(1.5, tz), datetime.fromtimestamp(-0.0000005, timezone.utc), datetime.fromtimestamp(1700000000.123456, timezone.utc), datetime.combine(d, t), datetime.combine(d, t, tz))
print(datetime.fromtimestamp(0), datetime(1970, 1, 2).timestamp(), datetime(2024, 1, 1).astimezone().utcoffset(), dt.UTC, date.min, date.max, datetime.max, time.max, date(2020, 1, 1) == datetime(2020, 1, 1), date.fromisocalendar(2020, 53, 7))
print(sorted([date(2020, 5, 1), date(2019, 1, 1)]), max(n, datetime(2025, 1, 1)), {date(2020, 1, 1): 1}[date(2020, 1, 1)], date(2020, 1, 1) != 5, a.timetz(), isinstance(n, date))


class Mine(datetime):
    pass


class Zone(dt.tzinfo):
    def utcoffset(self, d): return timedelta(hours=2)
    def dst(self, d): return timedelta(hours=1)
    def tzname(self, d): return "ZZZ"


m = Mine(2020, 1, 1, tzinfo=Zone())
print(type(m + timedelta(1)).__name__, m.tzname(), m.dst(), m.astimezone(timezone.utc), b.astimezone(Zone()), m.timetuple().tm_isdst, repr(Mine(2020, 1, 1)))
for bad in (lambda: date(2020, 13, 1), lambda: date(2021, 2, 29), lambda: date(0, 1, 1), lambda: time(24), lambda: time(1, 60), lambda: datetime(2020, 1, 1, 1, 1, 61), lambda: time(1, 1, 1, 10**6), lambda: time(fold=2),
            lambda: timedelta(days=10**9), lambda: date.max + timedelta(1), lambda: n + timedelta(days=10**7), lambda: a < n, lambda: a - n, lambda: d < 5, lambda: d + 5, lambda: 5 - d, lambda: n + n, lambda: date(), lambda: x + 1, lambda: x * "a",
            lambda: timedelta(days="1"), lambda: timezone(timedelta(days=1)), lambda: timezone(5), lambda: date.fromordinal(0), lambda: datetime(2020, 1, 1, tzinfo=5), lambda: dt.tzinfo().utcoffset(None),
            lambda: time(1) < time(2, tzinfo=timezone.utc), lambda: date("x", 1, 1), lambda: n.isoformat(timespec="x"), lambda: n - 3.5, lambda: date.fromisocalendar(2021, 53, 1), lambda: x < 3, lambda: None + d, lambda: n < "s", lambda: date(2020, 1)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
