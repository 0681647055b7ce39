"""datetime and time: the two classes that have hours and may have a zone. Part of `datetime`, which imports this last."""
import sys
import time as _time

_base = sys.modules['datetime']
from datetime import (date, timedelta, timezone, tzinfo, _BadText, _check_date, _check_time, _check_tzinfo, _format_offset,
                      _format_time, _full_name, _missing, _offset, _ord2ymd, _time_tuple, _ymd2ord, _DAY_NAMES,
                      _MAXORDINAL, _MONTH_NAMES)

__name__ = 'datetime'


class time:
    """time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object"""
    __slots__ = '_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold'

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        hour, minute, second, microsecond = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, microsecond
        self._tzinfo, self._fold = tzinfo, fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    def _key(self, other):
        """The two sides to compare: clock times, or times of UTC where the offsets differ; None where one is naive."""
        mine = (self._hour, self._minute, self._second, self._microsecond)
        theirs = (other._hour, other._minute, other._second, other._microsecond)
        if self._tzinfo is other._tzinfo:
            return mine, theirs
        a, b = self.utcoffset(), other.utcoffset()
        if a == b:
            return mine, theirs
        if a is None or b is None:
            return None
        return _minutes_of_utc(mine, a), _minutes_of_utc(theirs, b)

    def _pair(self, other):
        if not isinstance(other, time):
            return NotImplemented
        pair = self._key(other)
        if pair is None:
            raise TypeError("can't compare offset-naive and offset-aware times")
        return pair

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        pair = self._key(other)
        return pair is not None and pair[0] == pair[1]

    def __lt__(self, other):
        p = self._pair(other)
        return p if p is NotImplemented else p[0] < p[1]

    def __le__(self, other):
        p = self._pair(other)
        return p if p is NotImplemented else p[0] <= p[1]

    def __gt__(self, other):
        p = self._pair(other)
        return p if p is NotImplemented else p[0] > p[1]

    def __ge__(self, other):
        p = self._pair(other)
        return p if p is NotImplemented else p[0] >= p[1]

    def __hash__(self):
        t = self.replace(fold=0) if self._fold else self
        off = t.utcoffset()
        clock = (self._hour, self._minute, self._second, self._microsecond)
        return hash(_minutes_of_utc(clock, off or timedelta(0)))

    def __repr__(self):
        s = f'{self._hour}, {self._minute}'
        if self._microsecond:
            s += f', {self._second}, {self._microsecond}'
        elif self._second:
            s += f', {self._second}'
        if self._tzinfo is not None:
            s += f', tzinfo={self._tzinfo!r}'
        if self._fold:
            s += ', fold=1'
        return f'{_full_name(self)}({s})'

    def isoformat(self, timespec='auto'):
        """Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM]."""
        return (_format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
                + _format_offset(self.utcoffset()))

    def __str__(self):
        return self.isoformat()

    @classmethod
    def fromisoformat(cls, time_string, /):
        if not isinstance(time_string, str):
            raise TypeError('fromisoformat: argument must be str')
        from _datetime_text import parse_time
        try:
            return cls(*parse_time(time_string.removeprefix('T')))
        except _BadText:
            raise ValueError(f'Invalid isoformat string: {time_string!r}') from None

    def strftime(self, format):
        """Format using strftime()."""
        from _datetime_text import wrap_strftime
        t = _time.struct_time((1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1))
        return wrap_strftime(self, format, t)

    __format__ = date.__format__

    def utcoffset(self):
        return _offset(self._tzinfo, 'utcoffset', None)

    def tzname(self):
        return _name_of(self._tzinfo, None)

    def dst(self):
        return _offset(self._tzinfo, 'dst', None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """Return time with new specified fields."""
        return type(self)(self._hour if hour is None else hour, self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    __replace__ = replace

    def __reduce__(self):
        return _make_time, (self.__class__, self._hour, self._minute, self._second, self._microsecond, self._tzinfo,
                            self._fold)


def _make_time(cls, h, m, s, us, tz, fold):
    return cls(h, m, s, us, tz, fold=fold)


def _minutes_of_utc(clock, offset):
    h, m, s, us = clock
    return (h * 3600 + m * 60 + s) * 1000000 + us - offset._us()


def _name_of(tz, dt):
    if tz is None:
        return None
    name = tz.tzname(dt)
    if name is not None and not isinstance(name, str):
        raise TypeError(f"tzinfo.tzname() must return None or a string, not '{type(name).__name__}'")
    return name


time.min, time.max, time.resolution = time(0, 0, 0), time(23, 59, 59, 999999), timedelta(microseconds=1)
_time_class, _tzinfo_class = time, tzinfo


class datetime(date):
    """datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])"""
    __slots__ = '_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold'

    def __new__(cls, year=None, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        if day is None:
            _missing(year, month)
        year, month, day = _check_date(year, month, day)
        hour, minute, second, microsecond = _check_time(hour, minute, second, microsecond, fold)
        _check_tzinfo(tzinfo)
        self = object.__new__(cls)
        self._year, self._month, self._day = year, month, day
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, microsecond
        self._tzinfo, self._fold = tzinfo, fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def _from_timestamp(cls, t, utc, tz):
        """Seconds since 1970 to a clock time, rounded to microseconds, halves to even."""
        if abs(t) > 1e14:
            raise OverflowError('timestamp out of range for platform time_t')
        whole = int(t // 1)
        us = round((t - whole) * 1e6)
        if us >= 1000000:
            whole, us = whole + 1, us - 1000000
        elif us < 0:
            whole, us = whole - 1, us + 1000000
        # The very float is needed for halves: the subtraction above is exact, the multiplication may not be.
        if utc:
            days, rest = divmod(whole, 86400)
            n = days + 719163
            if not 0 < n <= _MAXORDINAL:
                raise ValueError(f'year {_ord2ymd(n)[0]} is out of range')
            return cls(*_ord2ymd(n), rest // 3600, rest // 60 % 60, rest % 60, us, tz)
        lt = _time.localtime(whole)
        y, m, d, hh, mm, ss = lt[:6]
        result = cls(y, m, d, hh, mm, min(ss, 59), us, tz)
        if tz is None:
            # In the hour that a clock set back shows twice, the second time has fold=1.
            earlier = _time.localtime(whole - 86400)
            jump = lt.tm_gmtoff - earlier.tm_gmtoff
            if jump < 0 and _time.localtime(whole + jump).tm_gmtoff != lt.tm_gmtoff:
                before = _time.localtime(whole + jump)
                if before[:6] == lt[:6]:
                    result._fold = 1
        return result

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """timestamp[, tz] -> tz's local time from POSIX timestamp."""
        _check_tzinfo(tz)
        result = cls._from_timestamp(timestamp, tz is not None, tz)
        return result if tz is None else tz.fromutc(result)

    @classmethod
    def utcfromtimestamp(cls, t, /):
        """Construct a naive UTC datetime from a POSIX timestamp."""
        import warnings
        warnings.warn('datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. '
                      'Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.fromtimestamp('
                      'timestamp, datetime.UTC).', DeprecationWarning, stacklevel=2)
        return cls._from_timestamp(t, True, None)

    @classmethod
    def now(cls, tz=None):
        """Returns new datetime object representing current time local to tz."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def utcnow(cls):
        """Return a new datetime representing UTC day and time."""
        import warnings
        warnings.warn('datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use '
                      'timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC).',
                      DeprecationWarning, stacklevel=2)
        return cls._from_timestamp(_time.time(), True, None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """date, time -> datetime with same date and time fields"""
        if not isinstance(date, _base.date):
            raise TypeError(f'combine() argument 1 must be datetime.date, not {type(date).__name__}')
        if not isinstance(time, _time_class):
            raise TypeError(f'combine() argument 2 must be datetime.time, not {type(time).__name__}')
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string, /):
        if not isinstance(date_string, str):
            raise TypeError('fromisoformat: argument must be str')
        from _datetime_text import parse_datetime
        try:
            return cls(*parse_datetime(date_string))
        except _BadText:
            raise ValueError(f'Invalid isoformat string: {date_string!r}') from None

    @classmethod
    def strptime(cls, date_string, format, /):
        """string, format -> new datetime parsed from a string (like time.strptime())."""
        from _strptime import _strptime_datetime
        return _strptime_datetime(cls, date_string, format)

    def timetuple(self):
        """Return time tuple, compatible with time.localtime()."""
        dst = self.dst()
        dst = -1 if dst is None else 1 if dst else 0
        return _time_tuple(self, self._hour, self._minute, self._second, dst)

    def utctimetuple(self):
        """Return UTC time tuple, compatible with time.localtime()."""
        offset = self.utcoffset()
        t = self - offset if offset else self
        return _time_tuple(t, t._hour, t._minute, t._second, 0)

    def _naive_us(self):
        """Microseconds since the day before year 1, by the clock."""
        return ((_ymd2ord(self._year, self._month, self._day) * 86400 + self._hour * 3600 + self._minute * 60
                 + self._second) * 1000000 + self._microsecond)

    def _local_seconds(self):
        """The POSIX time of a naive local time; in a gap or an overlap `fold` decides."""
        t = self._naive_us() // 1000000 - 719163 * 86400

        def local(u):
            y, m, d, hh, mm, ss = _time.localtime(u)[:6]
            return _ymd2ord(y, m, d) * 86400 + hh * 3600 + mm * 60 + ss - 719163 * 86400

        a = local(t) - t
        u1 = t - a
        t1 = local(u1)
        if t1 == t:
            # One answer; the other may lie a day before or after.
            u2 = u1 + (86400 if self._fold else -86400)
            b = local(u2) - u2
            if a == b:
                return u1
        else:
            b = t1 - u1
        u2 = t - b
        if local(u2) == t:
            return u2
        if t1 == t:
            return u1
        return (max if not self._fold else min)(u1, u2)

    def timestamp(self):
        """Return POSIX timestamp as float."""
        offset = self.utcoffset()
        if offset is None:
            return self._local_seconds() + self._microsecond / 1e6
        return (self._naive_us() - 719163 * 86400000000 - offset._us()) / 10 ** 6

    def date(self):
        """Return date object with same year, month and day."""
        return _base.date(self._year, self._month, self._day)

    def time(self):
        """Return time object with same time but with tzinfo=None."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """Return time object with same time and tzinfo."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=True,
                *, fold=None):
        """Return datetime with new specified fields."""
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day, self._hour if hour is None else hour,
                          self._minute if minute is None else minute, self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    __replace__ = replace

    def _local_zone(self):
        if self._tzinfo is None:
            ts = self._local_seconds()
            other = self.replace(fold=1 - self._fold)._local_seconds()
            # Differing answers mean a gap or a fold; in a gap they come in the wrong order.
            if other != ts and (other > ts) == bool(self._fold):
                ts = other
        else:
            ts = (self._naive_us() - self.utcoffset()._us()) // 1000000 - 719163 * 86400
        t = _time.localtime(ts)
        return timezone(timedelta(seconds=t.tm_gmtoff), t.tm_zone)

    def astimezone(self, tz=None):
        """tz -> convert to local time in new timezone tz"""
        if tz is None:
            tz = self._local_zone()
        elif not isinstance(tz, _tzinfo_class):
            raise TypeError(f'tzinfo argument must be an instance of tzinfo, not {type(tz).__name__}')
        mytz = self._tzinfo
        offset = None if mytz is None else mytz.utcoffset(self)
        if offset is None:
            mytz = self.replace(tzinfo=None)._local_zone()
            offset = mytz.utcoffset(self)
        if tz is mytz:
            return self
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def ctime(self):
        """Return ctime() style string."""
        return (f'{_DAY_NAMES[self.toordinal() % 7 or 7]} {_MONTH_NAMES[self._month]} {self._day:2d} '
                f'{self._hour:02d}:{self._minute:02d}:{self._second:02d} {self._year:04d}')

    def isoformat(self, sep='T', timespec='auto'):
        """Return string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM]."""
        if not isinstance(sep, str) or len(sep) != 1:
            raise TypeError('isoformat() argument 1 must be a unicode character, not ' + type(sep).__name__)
        return (f'{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}'
                + _format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
                + _format_offset(self.utcoffset()))

    def __repr__(self):
        values = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        if values[-1] == 0:
            del values[-1]
            if values[-1] == 0:
                del values[-1]
        s = ', '.join(map(str, values))
        if self._tzinfo is not None:
            s += f', tzinfo={self._tzinfo!r}'
        if self._fold:
            s += ', fold=1'
        return f'{_full_name(self)}({s})'

    def __str__(self):
        return self.isoformat(sep=' ')

    def utcoffset(self):
        return _offset(self._tzinfo, 'utcoffset', self)

    def tzname(self):
        return _name_of(self._tzinfo, self)

    def dst(self):
        return _offset(self._tzinfo, 'dst', self)

    def _pair(self, other, op):
        """The two sides to compare, or NotImplemented; with op None, None where one is naive and one aware."""
        if not isinstance(other, datetime):
            return NotImplemented
        if self._tzinfo is other._tzinfo:
            return self._naive_us(), other._naive_us()
        a, b = self.utcoffset(), other.utcoffset()
        if op is None and (a != self.replace(fold=not self._fold).utcoffset()
                           or b != other.replace(fold=not other._fold).utcoffset()):
            # Times that a zone shows twice or never equal nothing in another zone.
            return 0, 1
        if a == b:
            return self._naive_us(), other._naive_us()
        if a is None or b is None:
            if op is None:
                return None
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return self._naive_us() - a._us(), other._naive_us() - b._us()

    def __eq__(self, other):
        p = self._pair(other, None)
        return p if p is NotImplemented else p is not None and p[0] == p[1]

    def __lt__(self, other):
        p = self._pair(other, '<')
        return p if p is NotImplemented else p[0] < p[1]

    def __le__(self, other):
        p = self._pair(other, '<=')
        return p if p is NotImplemented else p[0] <= p[1]

    def __gt__(self, other):
        p = self._pair(other, '>')
        return p if p is NotImplemented else p[0] > p[1]

    def __ge__(self, other):
        p = self._pair(other, '>=')
        return p if p is NotImplemented else p[0] >= p[1]

    def __hash__(self):
        t = self.replace(fold=0) if self._fold else self
        offset = t.utcoffset()
        return hash(self._naive_us() - (offset._us() if offset else 0))

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        seconds, us = divmod(self._naive_us() + other._us(), 1000000)
        n, seconds = divmod(seconds, 86400)
        if not 0 < n <= _MAXORDINAL:
            raise OverflowError('date value out of range')
        return type(self)(*_ord2ymd(n), seconds // 3600, seconds // 60 % 60, seconds % 60, us, self._tzinfo)

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        difference = self._naive_us() - other._naive_us()
        if self._tzinfo is not other._tzinfo:
            a, b = self.utcoffset(), other.utcoffset()
            if a != b:
                if a is None or b is None:
                    raise TypeError("can't subtract offset-naive and offset-aware datetimes")
                difference += b._us() - a._us()
        return timedelta._from_us(difference)

    def __reduce__(self):
        return _make_datetime, (self.__class__, self._year, self._month, self._day, self._hour, self._minute,
                                self._second, self._microsecond, self._tzinfo, self._fold)


def _make_datetime(cls, y, mo, d, h, m, s, us, tz, fold):
    return cls(y, mo, d, h, m, s, us, tz, fold=fold)


datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
