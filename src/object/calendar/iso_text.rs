//! ISO 8601 texts, as far as `fromisoformat` reads them (library reference, `datetime.fromisoformat`): calendar dates, week dates, times, offsets; with
//! hyphens and colons or without.
//!
//! Where a text is ambiguous CPython's choice counts: `separator` says where the time begins.

use super::moment::from_iso_calendar;

/// The text is none of the forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// A time of day as it stands in the text, unchecked, and the offset in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeText {
    pub hour: i32,
    pub minute: i32,
    pub second: i32,
    pub micro: i32,
    /// In microseconds.
    pub offset: Option<i64>,
}

/// The byte at a place; beyond the end there are zeros.
fn at(text: &[u8], i: usize) -> u8 {
    text.get(i).copied().unwrap_or(0)
}

/// A number of some digits.
fn digits(text: &[u8], from: usize, n: usize) -> Result<i32, Malformed> {
    let mut value = 0;
    for i in from..from + n {
        let digit = at(text, i).wrapping_sub(b'0');
        if digit > 9 {
            return Err(Malformed);
        }
        value = value * 10 + i32::from(digit);
    }
    Ok(value)
}

/// A date, alone: year, month and day, unchecked.
pub fn date(text: &[u8]) -> Result<(i32, i32, i32), Malformed> {
    let year = digits(text, 0, 4)?;
    let separated = at(text, 4) == b'-';
    let mut i = 4 + usize::from(separated);
    if at(text, i) == b'W' {
        let week = digits(text, i + 1, 2)?;
        i += 3;
        let mut weekday = 1;
        if i < text.len() {
            if separated {
                if at(text, i) != b'-' {
                    return Err(Malformed);
                }
                i += 1;
            }
            // What may stand behind it is not looked at.
            weekday = digits(text, i, 1)?;
        }
        return from_iso_calendar(year, week, weekday).map_err(|_| Malformed);
    }
    let month = digits(text, i, 2)?;
    i += 2;
    if separated {
        if at(text, i) != b'-' {
            return Err(Malformed);
        }
        i += 1;
    }
    let day = digits(text, i, 2)?;
    if i + 2 == text.len() { Ok((year, month, day)) } else { Err(Malformed) }
}

/// Where the date ends in a text of at least seven bytes.
pub fn separator(text: &[u8]) -> Result<usize, Malformed> {
    let len = text.len();
    if len == 7 {
        return Ok(7);
    }
    if at(text, 4) == b'-' {
        if at(text, 5) != b'W' {
            return Ok(10);
        }
        if len > 8 && at(text, 8) == b'-' {
            if len == 9 {
                return Err(Malformed);
            }
            // A hyphen between week and time is likelier than a digit between weekday and time.
            return Ok(if at(text, 10).is_ascii_digit() { 8 } else { 10 });
        }
        return Ok(8);
    }
    if at(text, 4) != b'W' {
        return Ok(8);
    }
    let mut end = 7;
    while end < len && at(text, end).is_ascii_digit() {
        end += 1;
    }
    if end < 9 {
        return Ok(end);
    }
    Ok(if end.is_multiple_of(2) { 7 } else { 8 })
}

/// Hours to microseconds; also whether something is left.
fn clock(text: &[u8], from: usize, end: usize) -> Result<([i32; 4], bool), Malformed> {
    let mut out = [0; 4];
    let mut i = from;
    let mut separated = true;
    for (n, value) in out.iter_mut().take(3).enumerate() {
        *value = digits(text, i, 2)?;
        let c = at(text, i + 2);
        i += 3;
        if n == 0 {
            separated = c == b':';
        }
        if i >= end {
            if matches!(c, b'.' | b',') {
                return Err(Malformed);
            }
            return Ok((out, c != 0));
        }
        if separated && c == b':' {
            if n == 2 {
                return Err(Malformed);
            }
        } else if matches!(c, b'.' | b',') {
            if n < 2 {
                return Err(Malformed);
            }
            break;
        } else if !separated {
            i -= 1;
        } else {
            return Err(Malformed);
        }
    }
    let n = (end - i).min(6);
    let fraction = digits(text, i, n)?;
    out[3] = fraction * 10_i32.pow(6 - n as u32);
    i += n;
    // More digits than microseconds have are dropped.
    while at(text, i).is_ascii_digit() {
        i += 1;
    }
    Ok((out, at(text, i) != 0))
}

/// A time of day with or without an offset.
pub fn time(text: &[u8]) -> Result<TimeText, Malformed> {
    let end = text.len();
    let sign = memchr::memchr3(b'+', b'-', b'Z', text).unwrap_or(end);
    let ([hour, minute, second, micro], rest) = clock(text, 0, sign)?;
    let mut out = TimeText { hour, minute, second, micro, offset: None };
    if sign == end {
        return if rest { Err(Malformed) } else { Ok(out) };
    }
    if text[sign] == b'Z' {
        if at(text, sign + 1) != 0 {
            return Err(Malformed);
        }
        out.offset = Some(0);
        return Ok(out);
    }
    let ([hours, minutes, seconds, micros], rest) = clock(text, sign + 1, end)?;
    if rest {
        return Err(Malformed);
    }
    let size = i64::from(hours * 3600 + minutes * 60 + seconds) * 1_000_000 + i64::from(micros);
    out.offset = Some(if text[sign] == b'-' { -size } else { size });
    Ok(out)
}

/// A date with or without a time behind it, as numbers; the character between them may be any.
pub fn moment(text: &[u8]) -> Result<((i32, i32, i32), Option<TimeText>), Malformed> {
    let len = text.len();
    if len < 7 {
        return Err(Malformed);
    }
    let place = separator(text)?;
    let date = date(text.get(..place).ok_or(Malformed)?)?;
    if place == len {
        return Ok((date, None));
    }
    let wide = match at(text, place) {
        b if b < 0x80 => 1,
        b if b & 0xf0 == 0xe0 => 3,
        b if b & 0xf0 == 0xf0 => 4,
        _ => 2,
    };
    time(text.get(place + wide..).ok_or(Malformed)?).map(|t| (date, Some(t)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert_eq!(date(b"2020-W53"), Ok((2020, 12, 28)));
        assert_eq!(date(b"20200102"), Ok((2020, 1, 2)));
        assert_eq!(date(b"2020-0102"), Err(Malformed));
        let t = time(b"10:11:12.5+01:00").unwrap();
        assert_eq!((t.hour, t.micro, t.offset), (10, 500_000, Some(3_600_000_000)));
        assert_eq!(moment(b"2020-W01-12:30").unwrap().1.unwrap().minute, 30);
        for bad in ["", "2020-01-01T", "2020-01-01T1", "2020-W01-", "2020-01-01T10:00:00."] {
            assert!(moment(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
