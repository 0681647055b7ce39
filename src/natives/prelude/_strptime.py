"""Reading of dates and times by a format: time.strptime and datetime.strptime."""
from datetime import _iso_week1, _is_leap, _ord2ymd, _ymd2ord, timedelta, timezone

_MONTHS = ('january february march april may june july august september october november december').split()
_DAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split()
# Directive: (most digits, least value, greatest value).
_NUMBERS = {'d': (2, 1, 31), 'H': (2, 0, 23), 'I': (2, 1, 12), 'j': (3, 1, 366), 'm': (2, 1, 12), 'M': (2, 0, 59),
            'S': (2, 0, 61), 'U': (2, 0, 53), 'w': (1, 0, 6), 'u': (1, 1, 7), 'V': (2, 1, 53), 'W': (2, 0, 53),
            'y': (2, 0, 99), 'Y': (4, 0, 9999), 'G': (4, 0, 9999)}
_EXPANDED = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S'}
_KNOWN = frozenset('aAbBcdfGHIjmMpSuUVwWxXyYzZ%')


def _words(names, short):
    return sorted([(n[:3] if short else n, i) for i, n in enumerate(names)], key=lambda p: -len(p[0]))


class _NoMatch(Exception):
    pass


def _match(text, format):
    """Reads the text along the format: ({directive: value}, end of what was read)."""
    found, pos, i = {}, 0, 0
    while i < len(format):
        c = format[i]
        i += 1
        if c.isspace():
            while i < len(format) and format[i].isspace():
                i += 1
            start = pos
            while pos < len(text) and text[pos].isspace():
                pos += 1
            if pos == start:
                raise _NoMatch
            continue
        if c != '%':
            if text[pos:pos + 1].lower() != c.lower():
                raise _NoMatch
            pos += 1
            continue
        c = format[i]
        i += 1
        if c == '%':
            if text[pos:pos + 1] != '%':
                raise _NoMatch
            pos += 1
            continue
        if c in found:
            raise ValueError(f"redefinition of group name '{c}'")
        if c in _NUMBERS:
            found[c], pos = _read_number(text, pos, c)
        elif c == 'f':
            end = pos
            while end < len(text) and end < pos + 6 and text[end] in '0123456789':
                end += 1
            if end == pos:
                raise _NoMatch
            found[c] = int(text[pos:end].ljust(6, '0'))
            pos = end
        elif c in 'aAbB':
            names = _words(_DAYS if c in 'aA' else _MONTHS, c in 'ab')
            low = text[pos:].lower()
            for name, value in names:
                if low.startswith(name):
                    found[c], pos = value, pos + len(name)
                    break
            else:
                raise _NoMatch
        elif c == 'p':
            word = text[pos:pos + 2].lower()
            if word not in ('am', 'pm'):
                raise _NoMatch
            found[c], pos = word, pos + 2
        elif c == 'z':
            found[c], pos = _read_offset(text, pos)
        elif c == 'Z':
            import time
            low = text[pos:].lower()
            for name in sorted({'utc', 'gmt', *(n.lower() for n in time.tzname)}, key=len, reverse=True):
                if low.startswith(name):
                    found[c], pos = text[pos:pos + len(name)], pos + len(name)
                    break
            else:
                raise _NoMatch
    return found, pos


def _read_number(text, pos, c):
    most, low, high = _NUMBERS[c]
    if c in 'YG':
        part = text[pos:pos + 4]
        if len(part) < 4 or not part.isdecimal():
            raise _NoMatch
        return int(part), pos + 4
    if c == 'd' and text[pos:pos + 1] == ' ' and text[pos + 1:pos + 2].isdecimal():
        return int(text[pos + 1]), pos + 2
    if c == 'y':
        part = text[pos:pos + 2]
        if len(part) < 2 or not part.isdecimal():
            raise _NoMatch
        return int(part), pos + 2
    for width in range(most, 0, -1):
        part = text[pos:pos + width]
        if len(part) == width and part.isdecimal() and low <= int(part) <= high:
            return int(part), pos + width
    raise _NoMatch


def _read_offset(text, pos):
    """[+-]HH[:]MM[[:]SS[.ffffff]] or Z: microseconds."""
    if text[pos:pos + 1] == 'Z':
        return 0, pos + 1
    sign = text[pos:pos + 1]
    if sign not in ('+', '-'):
        raise _NoMatch
    start = pos
    hh = text[pos + 1:pos + 3]
    pos += 3
    if len(hh) < 2 or not hh.isdecimal():
        raise _NoMatch
    colon = text[pos:pos + 1] == ':'
    pos += colon
    mm = text[pos:pos + 2]
    if len(mm) < 2 or not mm.isdecimal() or mm[0] > '5':
        raise _NoMatch
    pos += 2
    us = (int(hh) * 60 + int(mm)) * 60000000
    rest = text[pos + (text[pos:pos + 1] == ':'):]
    ss = rest[:2]
    if len(ss) == 2 and ss.isdecimal() and ss[0] <= '5':
        if (text[pos] == ':') != colon:
            raise ValueError(f'Inconsistent use of : in {text[start:pos + (text[pos] == ":") + 2]}')
        pos += 2 + colon
        us += int(ss) * 1000000
        if text[pos:pos + 1] == '.' and text[pos + 1:pos + 2].isdecimal():
            end = pos + 1
            while end < len(text) and end < pos + 7 and text[end].isdecimal():
                end += 1
            us += int(text[pos + 1:end].ljust(6, '0'))
            pos = end
    return -us if sign == '-' else us, pos


def _check_format(format):
    i, seen = 0, set()
    while (i := format.find('%', i)) >= 0:
        c = format[i + 1:i + 2]
        if not c:
            raise ValueError(f"stray % in format '{format}'")
        if c not in _KNOWN:
            raise ValueError(f"'{c}' is a bad directive in format '{format}'")
        seen.add(c)
        i += 2
    if 'd' in seen and not seen & {'Y', 'y', 'G', 'c', 'x'}:
        import warnings
        warnings.warn('Parsing dates involving a day of month without a year specified is ambiguious\n'
                      'and fails to parse leap day. The default behavior will change in Python 3.15\n'
                      'to either always raise an exception or to use a different default year (TBD).\n'
                      'To avoid trouble, add a specific year to the input & format.\n'
                      'See https://github.com/python/cpython/issues/70647.', DeprecationWarning, stacklevel=5)


def _expand(format):
    for c, longer in _EXPANDED.items():
        format = format.replace('%' + c, longer)
    return format


def _strptime(text, format):
    """All that a text says: (year, month, day, hour, minute, second, weekday, day of the year, dst, zone name,
    microseconds, offset in microseconds or None)."""
    for n, arg in enumerate((text, format), 1):
        if not isinstance(arg, str):
            raise TypeError(f'strptime() argument {n} must be str, not {type(arg).__name__}')
    _check_format(format)
    wide = '%%'.join(_expand(part) for part in format.split('%%'))
    try:
        found, end = _match(text, wide)
    except _NoMatch:
        raise ValueError(f'time data {text!r} does not match format {format!r}') from None
    if end != len(text):
        raise ValueError(f'unconverted data remains: {text[end:]}')
    get = found.get
    year, iso_year, iso_week = get('Y'), get('G'), get('V')
    if 'y' in found and year is None:
        year = found['y'] + (2000 if found['y'] <= 68 else 1900)
    month = found['m'] if 'm' in found else found['B'] + 1 if 'B' in found else found['b'] + 1 if 'b' in found else 1
    day = get('d', 1)
    hour = get('H', 0)
    if 'I' in found:
        hour = found['I'] % 12 + (12 if get('p') == 'pm' else 0)
    weekday = julian = None
    if 'A' in found or 'a' in found:
        weekday = get('A', get('a'))
    elif 'w' in found:
        weekday = (found['w'] - 1) % 7
    elif 'u' in found:
        weekday = found['u'] - 1
    if 'j' in found:
        julian = found['j']
    week, week_starts = (found['U'], 6) if 'U' in found else (found['W'], 0) if 'W' in found else (None, None)
    zone, dst = None, -1
    if 'Z' in found:
        import time
        zone = found['Z']
        low = zone.lower()
        names = [n.lower() for n in time.tzname]
        if not (names[0] == names[1] and time.daylight and low not in ('utc', 'gmt')):
            if low in ('utc', 'gmt', names[0]):
                dst = 0
            elif low == names[1]:
                dst = 1
    if iso_year is not None:
        if julian is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
        if iso_week is None or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
    elif iso_week is not None:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.")
    leap_year_fix = False
    if year is None:
        # 29 February without a year: any leap year will do for the checks.
        if month == 2 and day == 29:
            year, leap_year_fix = 1904, True
        else:
            year = 1900
    if julian is None and weekday is not None:
        if week is not None:
            first = (_ymd2ord(year, 1, 1) + 6) % 7
            if week_starts == 6:
                first, wd = (first + 1) % 7, (weekday + 1) % 7
            else:
                wd = weekday
            week0 = (7 - first) % 7
            julian = 1 + wd - first if week == 0 else 1 + week0 + 7 * (week - 1) + wd
        elif iso_year is not None:
            ordinal = _iso_week1(iso_year) + (iso_week - 1) * 7 + weekday
            if iso_week == 53 and _iso_week1(iso_year + 1) - _iso_week1(iso_year) != 371:
                raise ValueError(f'Invalid week: {iso_week}')
            year, month, day = _ord2ymd(ordinal)
            julian = ordinal - _ymd2ord(year, 1, 1) + 1
        if julian is not None and julian <= 0:
            year -= 1
            julian += 366 if _is_leap(year) else 365
    if julian is None:
        if not 1 <= day <= (29 if month == 2 and _is_leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]):
            raise ValueError('day is out of range for month')
        julian = _ymd2ord(year, month, day) - _ymd2ord(year, 1, 1) + 1
    else:
        year, month, day = _ord2ymd(julian - 1 + _ymd2ord(year, 1, 1))
    if weekday is None:
        weekday = (_ymd2ord(year, month, day) + 6) % 7
    if leap_year_fix:
        year = 1900
    return (year, month, day, hour, get('M', 0), get('S', 0), weekday, julian, dst, zone, get('f', 0), get('z'))


def _strptime_time(text, format='%a %b %d %H:%M:%S %Y'):
    """What time.strptime answers."""
    from time import struct_time
    r = _strptime(text, format)
    return struct_time((*r[:9], r[9], None if r[11] is None else r[11] // 1000000))


def _strptime_datetime(cls, text, format='%a %b %d %H:%M:%S %Y'):
    year, month, day, hour, minute, second, _, _, _, zone, us, offset = _strptime(text, format)
    if offset is None:
        return cls(year, month, day, hour, minute, second, us)
    delta = timedelta(microseconds=offset)
    return cls(year, month, day, hour, minute, second, us, timezone(delta, zone) if zone else timezone(delta))
