//! The quick way of `strptime`: formats of plain numbers. It takes what the library's expression would try first at each place; where that does not lead to the
//! end, or where anything else than numbers is asked for, it gives up, and the library decides (and says what is wrong).

use super::moment::{Clock, Date, MIN_YEAR, days_in_month};

/// The directives, in the order of the fields.
const DIRECTIVES: &[u8; 8] = b"YymdHMSf";

/// A number of one or two digits: two, if that is in its range.
fn short(text: &[u8], most: u32, least: u32) -> Option<(u32, usize)> {
    let digit = |i: usize| text.get(i).filter(|b| b.is_ascii_digit()).map(|b| u32::from(b - b'0'));
    let first = digit(0)?;
    if let Some(second) = digit(1) {
        let both = first * 10 + second;
        if (least..=most).contains(&both) {
            return Some((both, 2));
        }
    }
    (first >= least).then_some((first, 1))
}

/// A number of exactly so many digits.
fn exact(text: &[u8], n: usize) -> Option<u32> {
    let digits = text.get(..n).filter(|d| d.iter().all(u8::is_ascii_digit))?;
    Some(digits.iter().fold(0, |sum, d| sum * 10 + u32::from(d - b'0')))
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | 9..=13)
}

/// Reads a date and a time; None: the library must look.
pub fn read(text: &[u8], format: &[u8]) -> Option<(Date, Clock)> {
    let mut fields: [Option<u32>; 8] = [None; 8];
    let (mut at, mut i) = (0, 0);
    while let Some(&b) = format.get(i) {
        let rest = text.get(at..)?;
        i += 1;
        if is_space(b) {
            let n = rest.iter().take_while(|b| is_space(**b)).count();
            if n == 0 {
                return None;
            }
            at += n;
            while format.get(i).is_some_and(|b| is_space(*b)) {
                i += 1;
            }
            continue;
        }
        if b != b'%' {
            // Other white space and other cases are the library's.
            if b < b' ' || rest.first() != Some(&b) {
                return None;
            }
            at += 1;
            continue;
        }
        let directive = *format.get(i)?;
        i += 1;
        let field = DIRECTIVES.iter().position(|d| *d == directive)?;
        let (value, n) = match directive {
            b'Y' => (exact(rest, 4)?, 4),
            b'y' => (exact(rest, 2)?, 2),
            b'm' => short(rest, 12, 1)?,
            b'd' => short(rest, 31, 1)?,
            b'H' => short(rest, 23, 0)?,
            b'f' => {
                let n = rest.iter().take(6).take_while(|b| b.is_ascii_digit()).count();
                let value = exact(rest, n)?;
                if n == 0 {
                    return None;
                }
                (value * 10_u32.pow(6 - n as u32), n)
            }
            b'M' => short(rest, 59, 0)?,
            // The expression knows leap seconds, `datetime` does not.
            _ => short(rest, 61, 0).filter(|(second, _)| *second < 60)?,
        };
        if fields[field].replace(value).is_some() {
            return None;
        }
        at += n;
    }
    if at != text.len() {
        return None;
    }
    let [long, brief, month, day, hour, minute, second, micro] = fields;
    let year = match (long, brief) {
        (Some(_), Some(_)) => return None,
        (Some(y), None) => y,
        (None, Some(y)) => y + if y <= 68 { 2000 } else { 1900 },
        // Of a day without a year the library warns.
        (None, None) if day.is_some() => return None,
        (None, None) => 1900,
    };
    let (month, day) = (month.unwrap_or(1), day.unwrap_or(1));
    if (year as i32) < MIN_YEAR || day > days_in_month(year as i32, month as i32) as u32 {
        return None;
    }
    let date = Date { year: year as u16, month: month as u8, day: day as u8 };
    let of = |n: Option<u32>| n.unwrap_or(0) as u8;
    Some((date, Clock { hour: of(hour), minute: of(minute), second: of(second), micro: micro.unwrap_or(0) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let r = read(b"2024-5-06 7:08:9.25", b"%Y-%m-%d %H:%M:%S.%f").unwrap();
        assert_eq!(r.0, Date { year: 2024, month: 5, day: 6 });
        assert_eq!(r.1, Clock { hour: 7, minute: 8, second: 9, micro: 250_000 });
        for (text, format) in
            [("2024", "%Y-"), ("13", "%m"), ("1", "%d"), ("60", "%S"), ("a", "A"), ("2023-2-29", "%Y-%m-%d")]
        {
            assert_eq!(read(text.as_bytes(), format.as_bytes()), None, "{text} {format}");
        }
    }
}
