"""Dates and times: the proleptic Gregorian calendar, durations, time zones of fixed offset.

The reading of texts (`fromisoformat`) and `strftime` live in `_datetime_text`, `strptime` in `_strptime`."""
import time as _time

__all__ = ('date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo', 'MINYEAR', 'MAXYEAR', 'UTC')

MINYEAR = 1
MAXYEAR = 9999
_MAXORDINAL = 3652059
_MONTH_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAY_NAMES = (None, 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_MONTH_NAMES = (None, 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _MONTH_DAYS[month]


def _ymd2ord(year, month, day):
    """Days since the day before 1 January of year 1."""
    y = year - 1
    return (y * 365 + y // 4 - y // 100 + y // 400 + _BEFORE_MONTH[month] + (month > 2 and _is_leap(year)) + day)


def _ord2ymd(n):
    """The reverse, with years counted from March, so that the leap day is the last of its year."""
    n += 305
    era, doe = divmod(n, 146097)
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    day = doy - (153 * mp + 2) // 5 + 1
    month = mp + 3 if mp < 10 else mp - 9
    return yoe + era * 400 + (month <= 2), month, day


def _index(x):
    if isinstance(x, int):
        return x
    try:
        return x.__index__()
    except AttributeError:
        raise TypeError(f"'{type(x).__name__}' object cannot be interpreted as an integer") from None


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f'year {year} is out of range')
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError('day is out of range for month')
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = _index(hour), _index(minute), _index(second), _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError('hour must be in 0..23')
    if not 0 <= minute <= 59:
        raise ValueError('minute must be in 0..59')
    if not 0 <= second <= 59:
        raise ValueError('second must be in 0..59')
    if not 0 <= microsecond <= 999999:
        raise ValueError('microsecond must be in 0..999999')
    if fold not in (0, 1):
        raise ValueError('fold must be either 0 or 1')
    return hour, minute, second, microsecond


def _check_tzinfo(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")


def _divide_nearest(a, b):
    """a / b to the nearest integer, halves to even."""
    q, r = divmod(a, b)
    r *= 2
    if (r > b if b > 0 else r < b) or r == b and q % 2:
        q += 1
    return q


def _accumulate(name, value, factor, total, leftover):
    if isinstance(value, int):
        return total + value * factor, leftover
    if isinstance(value, float):
        if value != value:
            raise ValueError('cannot convert float NaN to integer')
        whole = int(value)
        part = (value - whole) * factor
        extra = int(part)
        return total + whole * factor + extra, leftover + (part - extra)
    raise TypeError(f'unsupported type for timedelta {name} component: {type(value).__name__}')


class timedelta:
    """Difference between two datetime values."""
    __slots__ = '_days', '_seconds', '_microseconds', '_hashcode'

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        if type(days) is type(seconds) is type(microseconds) is type(milliseconds) is type(minutes) is type(hours) \
                is type(weeks) is int:
            us = (((weeks * 7 + days) * 86400 + hours * 3600 + minutes * 60 + seconds) * 1000000
                  + milliseconds * 1000 + microseconds)
        else:
            us, rest = _accumulate('microseconds', microseconds, 1, 0, 0.0)
            us, rest = _accumulate('milliseconds', milliseconds, 1000, us, rest)
            us, rest = _accumulate('seconds', seconds, 1000000, us, rest)
            us, rest = _accumulate('minutes', minutes, 60000000, us, rest)
            us, rest = _accumulate('hours', hours, 3600000000, us, rest)
            us, rest = _accumulate('days', days, 86400000000, us, rest)
            us, rest = _accumulate('weeks', weeks, 604800000000, us, rest)
            if rest:
                whole = round(rest)
                if abs(whole - rest) == 0.5:
                    odd = us & 1
                    whole = 2 * round((rest + odd) * 0.5) - odd
                us += whole
        return cls._from_us(us)

    @classmethod
    def _from_us(cls, us):
        s, us = divmod(us, 1000000)
        d, s = divmod(s, 86400)
        if not -999999999 <= d <= 999999999:
            raise OverflowError(f'days={d}; must have magnitude <= 999999999')
        self = object.__new__(cls)
        self._days, self._seconds, self._microseconds, self._hashcode = d, s, us, -1
        return self

    days = property(lambda self: self._days, doc='Number of days.')
    seconds = property(lambda self: self._seconds, doc='Number of seconds (>= 0 and less than 1 day).')
    microseconds = property(lambda self: self._microseconds, doc='Number of microseconds (>= 0 and less than 1 second).')

    def _us(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    def total_seconds(self):
        """Total seconds in the duration."""
        return self._us() / 10 ** 6

    def __repr__(self):
        args = [f'{name}={value}' for name, value in (('days', self._days), ('seconds', self._seconds),
                                                      ('microseconds', self._microseconds)) if value]
        return f"{_full_name(self)}({', '.join(args) or '0'})"

    def __str__(self):
        mm, ss = divmod(self._seconds, 60)
        hh, mm = divmod(mm, 60)
        s = f'{hh}:{mm:02d}:{ss:02d}'
        if self._days:
            s = f"{self._days} day{'s' if abs(self._days) != 1 else ''}, {s}"
        return s + (f'.{self._microseconds:06d}' if self._microseconds else '')

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_us(self._us() + other._us())
        return NotImplemented

    def __radd__(self, other):
        return self + other if isinstance(other, timedelta) else NotImplemented

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_us(self._us() - other._us())
        return NotImplemented

    def __rsub__(self, other):
        return timedelta._from_us(other._us() - self._us()) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return timedelta._from_us(-self._us())

    def __pos__(self):
        return timedelta._from_us(self._us())

    def __abs__(self):
        return -self if self._days < 0 else timedelta._from_us(self._us())

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._from_us(self._us() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._from_us(_divide_nearest(self._us() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us() // other._us()
        if isinstance(other, int):
            return timedelta._from_us(self._us() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us() / other._us()
        if isinstance(other, int):
            return timedelta._from_us(_divide_nearest(self._us(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._from_us(_divide_nearest(b * self._us(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._from_us(self._us() % other._us())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._us(), other._us())
            return q, timedelta._from_us(r)
        return NotImplemented

    def __eq__(self, other):
        return self._us() == other._us() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._us() <= other._us() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._us() < other._us() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._us() >= other._us() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._us() > other._us() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._us() != 0

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


def _full_name(obj):
    cls = obj.__class__
    return f'{cls.__module__}.{cls.__qualname__}' if cls.__module__ == 'datetime' else cls.__name__


def _missing(year, month):
    name, pos = ('year', 1) if year is None else ('month', 2) if month is None else ('day', 3)
    raise TypeError(f"function missing required argument '{name}' (pos {pos})")


class date:
    """date(year, month, day) --> date object"""
    __slots__ = '_year', '_month', '_day'

    def __new__(cls, year=None, month=None, day=None):
        if day is None:
            _missing(year, month)
        year, month, day = _check_date(year, month, day)
        self = object.__new__(cls)
        self._year, self._month, self._day = year, month, day
        return self

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        if timestamp is None:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        t = _time.localtime(timestamp)
        return cls(t[0], t[1], t[2])

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n, /):
        n = _index(n)
        if n < 1:
            raise ValueError('ordinal must be >= 1')
        if n > _MAXORDINAL:
            raise ValueError(f'year {_ord2ymd(n)[0]} is out of range')
        return cls(*_ord2ymd(n))

    @classmethod
    def fromisoformat(cls, date_string, /):
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        from _datetime_text import parse_date
        try:
            return cls(*parse_date(date_string))
        except _BadText:
            raise ValueError(f'Invalid isoformat string: {date_string!r}') from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError(f'Year is out of range: {year}')
        weeks = 53 if _iso_week1(year + 1) - _iso_week1(year) == 371 else 52
        if not 0 < week <= weeks:
            raise ValueError(f'Invalid week: {week}')
        if not 0 < day < 8:
            raise ValueError(f'Invalid weekday: {day} (range is [1, 7])')
        return cls(*_ord2ymd(_iso_week1(year) + (week - 1) * 7 + day - 1))

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    def __repr__(self):
        return f'{_full_name(self)}({self._year}, {self._month}, {self._day})'

    def ctime(self):
        """Return ctime() style string."""
        return f'{_DAY_NAMES[self.toordinal() % 7 or 7]} {_MONTH_NAMES[self._month]} {self._day:2d} 00:00:00 {self._year:04d}'

    def strftime(self, format):
        """Format using strftime()."""
        from _datetime_text import wrap_strftime
        return wrap_strftime(self, format, self.timetuple())

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError(f'must be str, not {type(fmt).__name__}')
        return self.strftime(fmt) if fmt else str(self)

    def isoformat(self):
        """Return string in ISO 8601 format, YYYY-MM-DD."""
        return f'{self._year:04d}-{self._month:02d}-{self._day:02d}'

    __str__ = isoformat

    def timetuple(self):
        """Return time tuple, compatible with time.localtime()."""
        return _time_tuple(self, 0, 0, 0, -1)

    def toordinal(self):
        """Return proleptic Gregorian ordinal."""
        return _ymd2ord(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        """Return date with new specified fields."""
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    __replace__ = replace

    def _ymd(self):
        return self._year, self._month, self._day

    def __eq__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._ymd() == other._ymd()
        return NotImplemented

    def __le__(self, other):
        return self._ymd() <= other._ymd() if _only_dates(self, other) else NotImplemented

    def __lt__(self, other):
        return self._ymd() < other._ymd() if _only_dates(self, other) else NotImplemented

    def __ge__(self, other):
        return self._ymd() >= other._ymd() if _only_dates(self, other) else NotImplemented

    def __gt__(self, other):
        return self._ymd() > other._ymd() if _only_dates(self, other) else NotImplemented

    def __hash__(self):
        return hash(self._ymd())

    def __add__(self, other):
        if isinstance(other, timedelta):
            o = self.toordinal() + other._days
            if 0 < o <= _MAXORDINAL:
                return type(self).fromordinal(o)
            raise OverflowError('date value out of range')
        return NotImplemented

    def __radd__(self, other):
        return self + other if isinstance(other, timedelta) else NotImplemented

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other._days)
        if isinstance(other, date) and not isinstance(other, datetime):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __rsub__(self, other):
        return NotImplemented if isinstance(other, date) else NotImplemented

    def weekday(self):
        """Return the day of the week represented by the date, Monday == 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Return the day of the week represented by the date, Monday == 1."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """Return a named tuple containing ISO year, week number, and weekday."""
        year = self._year
        today = _ymd2ord(year, self._month, self._day)
        if today < _iso_week1(year):
            year -= 1
        elif today >= _iso_week1(year + 1):
            year += 1
        week, day = divmod(today - _iso_week1(year), 7)
        return IsoCalendarDate((year, week + 1, day + 1))

    def __reduce__(self):
        return self.__class__, self._ymd()


def _only_dates(a, b):
    return isinstance(b, date) and isinstance(a, datetime) == isinstance(b, datetime)


def _iso_week1(year):
    """The ordinal of the Monday of the week that has the year's first Thursday."""
    first = _ymd2ord(year, 1, 1)
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def _time_tuple(d, hh, mm, ss, dst):
    y, m, day = d._year, d._month, d._day
    n = _ymd2ord(y, m, day)
    return _time.struct_time((y, m, day, hh, mm, ss, (n + 6) % 7, n - _ymd2ord(y, 1, 1) + 1, dst))


class IsoCalendarDate(tuple):
    """The result of date.isocalendar() or datetime.isocalendar()"""
    __slots__ = ()
    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f'datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})'

    def __reduce__(self):
        return tuple, (tuple(self),)


class _BadText(Exception):
    pass


class tzinfo:
    """Abstract base class for time zone info objects."""
    __slots__ = ()

    def tzname(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement tzname()')

    def utcoffset(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement utcoffset()')

    def dst(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement dst()')

    def fromutc(self, dt):
        if not isinstance(dt, datetime):
            raise TypeError('fromutc: argument must be a datetime')
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError('fromutc: non-None utcoffset() result required')
        dst = dt.dst()
        if dst is None:
            raise ValueError('fromutc: non-None dst() result required')
        delta = offset - dst
        if delta:
            dt += delta
            dst = dt.dst()
            if dst is None:
                raise ValueError('fromutc: tz.dst() gave inconsistent results; cannot convert')
        return dt + dst

    def __reduce__(self):
        args = getattr(self, '__getinitargs__', tuple)()
        return self.__class__, args, self.__getstate__()


def _offset(tz, method, dt):
    """Asks a tzinfo for an offset and checks the answer: strictly between -1 and 1 day."""
    if tz is None:
        return None
    offset = getattr(tz, method)(dt)
    if offset is None:
        return None
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{method}() must return None or a timedelta, not '{type(offset).__name__}'")
    if not -86400000000 < offset._us() < 86400000000:
        raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).')
    return offset


def _format_offset(off, sep=':'):
    if off is None:
        return ''
    sign = '+'
    if off._days < 0:
        sign, off = '-', -off
    mm, ss = divmod(off._seconds, 60)
    hh, mm = divmod(mm, 60)
    s = f'{sign}{hh:02d}{sep}{mm:02d}'
    if ss or off._microseconds:
        s += f'{sep}{ss:02d}'
        if off._microseconds:
            s += f'.{off._microseconds:06d}'
    return s


_SPECS = {'hours': 0, 'minutes': 1, 'seconds': 2, 'milliseconds': 3, 'microseconds': 4}


def _format_time(hh, mm, ss, us, timespec='auto'):
    if timespec == 'auto':
        timespec = 'microseconds' if us else 'seconds'
    spec = _SPECS.get(timespec)
    if spec is None:
        raise ValueError('Unknown timespec value')
    s = f'{hh:02d}'
    if spec >= 1:
        s += f':{mm:02d}'
    if spec >= 2:
        s += f':{ss:02d}'
    if spec == 3:
        s += f'.{us // 1000:03d}'
    elif spec == 4:
        s += f'.{us:06d}'
    return s


class timezone(tzinfo):
    """Fixed offset from UTC implementation of tzinfo."""
    __slots__ = '_offset', '_name'

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if name is not None and not isinstance(name, str):
            raise TypeError(f'timezone() argument 2 must be str, not {type(name).__name__}')
        if name is None and not offset and 'utc' in cls.__dict__:
            return cls.utc
        if not -86400000000 < offset._us() < 86400000000:
            raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and '
                             f'timedelta(hours=24), not {offset!r}.')
        self = object.__new__(cls)
        self._offset, self._name = offset, name
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'datetime.timezone' is not an acceptable base type")

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __reduce__(self):
        return self.__class__, self.__getinitargs__()

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return 'datetime.timezone.utc'
        return f"datetime.timezone({', '.join(map(repr, self.__getinitargs__()))})"

    def __str__(self):
        return self.tzname(None)

    def utcoffset(self, dt):
        """Return fixed offset."""
        _zone_argument('utcoffset', dt)
        return self._offset

    def tzname(self, dt):
        """If name is specified when timezone is created, returns the name. Otherwise returns offset as 'UTC(+|-)HH:MM'."""
        _zone_argument('tzname', dt)
        if self._name is not None:
            return self._name
        return 'UTC' + _format_offset(self._offset) if self._offset else 'UTC'

    def dst(self, dt):
        """Return None."""
        _zone_argument('dst', dt)
        return None

    def fromutc(self, dt):
        """datetime in UTC -> datetime in local time."""
        if not isinstance(dt, datetime):
            raise TypeError('fromutc() argument must be a datetime instance or None')
        if dt.tzinfo is not self:
            raise ValueError('fromutc: dt.tzinfo is not self')
        return dt + self._offset


def _zone_argument(method, dt):
    if dt is not None and not isinstance(dt, datetime):
        raise TypeError(f'{method}(dt) argument must be a datetime instance or None, not {type(dt).__name__}')


UTC = timezone.utc = timezone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))

from _datetime_moments import datetime, time, _make_datetime, _make_time

date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(days=1)
