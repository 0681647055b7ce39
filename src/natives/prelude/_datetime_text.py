"""Texts of dates and times: ISO 8601 read, and strftime with what the C function does not know."""
from datetime import MAXYEAR, _BadText, _days_in_month, _format_offset, _iso_week1, _ord2ymd, timedelta, timezone

_DIGITS = frozenset('0123456789')


def _number(s, start, count):
    part = s[start:start + count]
    if len(part) != count or not _DIGITS.issuperset(part):
        raise _BadText
    return int(part)


def parse_date(s):
    """YYYY-MM-DD, YYYYMMDD, YYYY-Www-D, YYYYWwwD, and weeks without a day."""
    if len(s) not in (7, 8, 10):
        raise _BadText
    year = _number(s, 0, 4)
    dash = s[4:5] == '-'
    pos = 4 + dash
    if s[pos:pos + 1] == 'W':
        week = _number(s, pos + 1, 2)
        pos += 3
        day = 1
        if len(s) > pos:
            if (s[pos] == '-') != dash:
                raise _BadText
            pos += dash
            day = _number(s, pos, len(s) - pos)
            if len(s) - pos != 1:
                raise _BadText
        if not 1 <= year <= MAXYEAR:
            raise _BadText
        weeks = 53 if _iso_week1(year + 1) - _iso_week1(year) == 371 else 52
        if not (0 < week <= weeks and 0 < day < 8):
            raise _BadText
        return _ord2ymd(_iso_week1(year) + (week - 1) * 7 + day - 1)
    month = _number(s, pos, 2)
    pos += 2
    if (s[pos:pos + 1] == '-') != dash:
        raise _BadText
    pos += dash
    day = _number(s, pos, 2)
    if pos + 2 != len(s):
        raise _BadText
    return year, month, day


def _parse_clock(s, zoned=False):
    """HH[:MM[:SS[.f...]]] with or without the colons: [hour, minute, second, microsecond]."""
    out = [0, 0, 0, 0]
    pos, colon = 0, None
    for i in range(3):
        out[i] = _number(s, pos, 2)
        pos += 2
        if pos == len(s):
            return out
        following = s[pos]
        if i == 0:
            colon = following == ':'
        if i < 2 and following not in '.,':
            if colon:
                if following != ':':
                    raise _BadText
                pos += 1
                # CPython lets a colon stand before the zone.
                if zoned and pos == len(s):
                    return out
            continue
        if following not in '.,':
            raise _BadText
        if i < 2:
            raise _BadText
        digits = s[pos + 1:]
        if not digits or not _DIGITS.issuperset(digits):
            raise _BadText
        out[3] = int(digits[:6].ljust(6, '0'))
    return out


def parse_time(s):
    zone = len(s)
    for i, c in enumerate(s):
        if c in '+-Z':
            zone = i
            break
    if len(s[:zone]) < 2:
        raise _BadText
    values = _parse_clock(s[:zone], zone < len(s))
    tz = None
    if zone < len(s):
        text = s[zone + 1:]
        if s[zone] == 'Z':
            if text:
                raise _BadText
            tz = timezone.utc
        else:
            if len(text) in (0, 1, 3):
                raise _BadText
            h, m, sec, us = _parse_clock(text)
            delta = timedelta(hours=h, minutes=m, seconds=sec, microseconds=us)
            tz = timezone(-delta if s[zone] == '-' else delta) if delta else timezone.utc
    return *values, tz


def parse_datetime(s):
    if len(s) < 7:
        raise _BadText
    # Where the date ends depends on its form.
    if s[4] == '-':
        if s[5] == 'W':
            at = 8
            if len(s) > 8 and s[8] == '-':
                if len(s) == 9:
                    raise _BadText
                at = 8 if len(s) > 10 and s[10] in _DIGITS else 10
        else:
            at = 10
    elif s[4] == 'W':
        at = 7
        while at < len(s) and s[at] in _DIGITS:
            at += 1
        if at < 9:
            pass
        else:
            at = 7 if at % 2 == 0 else 8
    else:
        at = 8
    date = parse_date(s[:at])
    if len(s) == at:
        return date
    return *date, *parse_time(s[at + 1:])


def wrap_strftime(obj, format, timetuple):
    """Answers %f, %z, %:z and %Z here, the rest by time.strftime."""
    from time import strftime
    out, i = [], 0
    while i < len(format):
        c = format[i]
        i += 1
        if c != '%':
            out.append(c)
            continue
        if i == len(format):
            out.append('%')
            break
        c = format[i]
        i += 1
        if c == 'f':
            out.append(f'{getattr(obj, "microsecond", 0):06d}')
        elif c == 'z' or c == ':' and format[i:i + 1] == 'z':
            i += c == ':'
            offset = obj.utcoffset() if hasattr(obj, 'utcoffset') else None
            out.append(_format_offset(offset, ':' if c == ':' else ''))
        elif c == 'Z':
            name = obj.tzname() if hasattr(obj, 'tzname') else None
            if name is not None:
                out.append(name.replace('%', '%%'))
        else:
            out.append('%' + c)
    return strftime(''.join(out), timetuple)
