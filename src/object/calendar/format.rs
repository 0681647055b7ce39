//! `strftime` in the C locale, with glibc's flags and widths: what CPython prints on Linux.

use super::days::{days_from_civil, iso_calendar, unix_from_fields};
use super::{MONTHS, TimeTuple, WEEKDAYS};

/// Flags and width between the percent sign and the directive.
#[derive(Clone, Copy, Default)]
struct Flags {
    pad: Option<u8>,
    upper: bool,
    swap: bool,
    width: Option<usize>,
}

/// Formats a time. Unknown directives stay as they are.
pub fn strftime(format: &[u8], time: &TimeTuple) -> Vec<u8> {
    let mut out = Vec::with_capacity(format.len() * 2);
    let mut at = 0;
    while at < format.len() {
        let Some(percent) = memchr::memchr(b'%', &format[at..]) else {
            out.extend_from_slice(&format[at..]);
            break;
        };
        out.extend_from_slice(&format[at..at + percent]);
        let start = at + percent;
        at = start + 1;
        let mut flags = Flags::default();
        while let Some(byte @ (b'_' | b'-' | b'0' | b'^' | b'#' | b'+')) = format.get(at) {
            match byte {
                b'^' => flags.upper = true,
                b'#' => flags.swap = true,
                pad => flags.pad = Some(*pad),
            }
            at += 1;
        }
        while let Some(digit) = format.get(at).filter(|b| b.is_ascii_digit()) {
            let width = flags.width.unwrap_or(0).saturating_mul(10) + usize::from(digit - b'0');
            // A width beyond reason is cut, so that no format fills the memory.
            flags.width = Some(width.min(4096));
            at += 1;
        }
        let modifier = format.get(at).copied().filter(|b| matches!(b, b'E' | b'O'));
        at += usize::from(modifier.is_some());
        let done = match format.get(at) {
            Some(directive) => apply(&mut out, *directive, modifier, flags, time),
            None => false,
        };
        // A character of several bytes is no directive: what stands before it ends there, and it means itself.
        at += usize::from(format.get(at).is_some_and(u8::is_ascii));
        if !done {
            text(&mut out, &format[start..at], flags);
        }
    }
    out
}

/// Writes a number `digits` wide.
fn number(out: &mut Vec<u8>, value: i64, digits: usize, pad: u8, flags: Flags) {
    let pad = flags.pad.unwrap_or(pad);
    let mut text = value.unsigned_abs().to_string();
    let sign = if value < 0 { "-" } else { "" };
    let width = flags.width.unwrap_or(0);
    match pad {
        b'-' => {
            out.extend(std::iter::repeat_n(b' ', width.saturating_sub(text.len() + sign.len())));
            out.extend_from_slice(sign.as_bytes());
        }
        b'_' => {
            let width = width.max(digits);
            out.extend(std::iter::repeat_n(b' ', width.saturating_sub(text.len() + sign.len())));
            out.extend_from_slice(sign.as_bytes());
        }
        _ => {
            let width = width.max(digits + sign.len());
            out.extend_from_slice(sign.as_bytes());
            text.insert_str(0, &"0".repeat(width.saturating_sub(text.len() + sign.len())));
        }
    }
    out.extend_from_slice(text.as_bytes());
}

/// Writes a text in the asked width and case.
fn text(out: &mut Vec<u8>, text: impl AsRef<[u8]>, flags: Flags) {
    let text = text.as_ref();
    let fill = if flags.pad == Some(b'0') { b'0' } else { b' ' };
    out.extend(std::iter::repeat_n(fill, flags.width.unwrap_or(0).saturating_sub(text.len())));
    out.extend(text.iter().map(|b| if flags.upper { b.to_ascii_uppercase() } else { *b }));
}

/// Writes a composed form.
fn composed(out: &mut Vec<u8>, format: &[u8], flags: Flags, time: &TimeTuple) {
    let inner = strftime(format, time);
    text(out, inner, flags);
}

fn apply(out: &mut Vec<u8>, directive: u8, modifier: Option<u8>, flags: Flags, time: &TimeTuple) -> bool {
    let allowed: &[u8] = match modifier {
        None => &[directive],
        Some(b'E') => b"cCnpPrRstTuxXyYzZ%",
        Some(_) => b"bBCdegGhHIjklmMnpPrRsStTuUVwWyzZ%",
    };
    if !allowed.contains(&directive) {
        return false;
    }
    let raised = Flags { upper: flags.upper || flags.swap, ..flags };
    let weekday = WEEKDAYS[usize::from(time.weekday % 7)];
    let month = MONTHS[usize::from(time.month.clamp(1, 12) - 1)];
    let hour12 = i64::from((time.hour + 11) % 12) + 1;
    let yday = i64::from(time.day_of_year) - 1;
    let iso = || iso_week(time);
    match directive {
        b'%' => text(out, "%", flags),
        b'n' => text(out, "\n", flags),
        b't' => text(out, "\t", flags),
        b'a' => text(out, &weekday[..3], raised),
        b'A' => text(out, weekday, raised),
        b'b' | b'h' => text(out, &month[..3], raised),
        b'B' => text(out, month, raised),
        b'p' | b'P' => {
            let half = if time.hour < 12 { "AM" } else { "PM" };
            if directive == b'P' || flags.swap {
                text(out, half.to_lowercase(), Flags { upper: false, ..flags });
            } else {
                text(out, half, flags);
            }
        }
        b'c' => composed(out, b"%a %b %e %H:%M:%S %Y", flags, time),
        b'D' | b'x' => composed(out, b"%m/%d/%y", flags, time),
        b'F' => composed(out, b"%Y-%m-%d", flags, time),
        b'r' => composed(out, b"%I:%M:%S %p", flags, time),
        b'R' => composed(out, b"%H:%M", flags, time),
        b'T' | b'X' => composed(out, b"%H:%M:%S", flags, time),
        b'C' => number(out, time.year.div_euclid(100), 1, b'0', flags),
        b'd' => number(out, i64::from(time.day), 2, b'0', flags),
        b'e' => number(out, i64::from(time.day), 2, b'_', flags),
        b'g' => number(out, iso().0.rem_euclid(100), 2, b'0', flags),
        b'G' => number(out, iso().0, 1, b'0', flags),
        b'H' => number(out, i64::from(time.hour), 2, b'0', flags),
        b'I' => number(out, hour12, 2, b'0', flags),
        b'j' => number(out, yday + 1, 3, b'0', flags),
        b'k' => number(out, i64::from(time.hour), 2, b'_', flags),
        b'l' => number(out, hour12, 2, b'_', flags),
        b'm' => number(out, i64::from(time.month), 2, b'0', flags),
        b'M' => number(out, i64::from(time.minute), 2, b'0', flags),
        b's' => number(out, unix_time(time), 1, b'_', flags),
        b'S' => number(out, i64::from(time.second), 2, b'0', flags),
        b'u' => number(out, i64::from(time.weekday) + 1, 1, b'0', flags),
        b'U' => number(out, (yday + 7 - (i64::from(time.weekday) + 1) % 7) / 7, 2, b'0', flags),
        b'V' => number(out, i64::from(iso().1), 2, b'0', flags),
        b'w' => number(out, (i64::from(time.weekday) + 1) % 7, 1, b'0', flags),
        b'W' => number(out, (yday + 7 - i64::from(time.weekday)) / 7, 2, b'0', flags),
        b'y' => number(out, time.year.rem_euclid(100), 2, b'0', flags),
        b'Y' => number(out, time.year, 1, b'0', flags),
        b'z' => {
            if let Some(offset) = time.offset.filter(|_| time.is_dst >= 0) {
                let minutes = offset.unsigned_abs() / 60;
                // glibc applies the width to the sign and to the digits alike.
                text(out, if offset < 0 { "-" } else { "+" }, flags);
                number(out, i64::from(minutes / 60 * 100 + minutes % 60), 4, b'0', flags);
            }
        }
        b'Z' => {
            // As newer C libraries do it: `-` means no padding, and `#` nothing.
            let width = if flags.pad == Some(b'-') { None } else { flags.width };
            text(out, time.zone.as_deref().unwrap_or(""), Flags { width, ..flags });
        }
        _ => return false,
    }
    true
}

/// ISO year and week from what the tuple says of year, day of the year and weekday, which need not agree.
fn iso_week(time: &TimeTuple) -> (i64, u8) {
    let days = days_from_civil(time.year, 1, 1) + i64::from(time.day_of_year) - 1;
    if super::days::weekday(days) == time.weekday % 7 {
        let (year, week, _) = iso_calendar(days);
        return (year, week);
    }
    let week_days = |yday: i64| {
        let monday_based = i64::from(time.weekday) + 1;
        yday - (yday - monday_based + 382).rem_euclid(7) + 3
    };
    let length = |year| if super::days::is_leap(year) { 366 } else { 365 };
    let yday = i64::from(time.day_of_year) - 1;
    let within = week_days(yday);
    if within < 0 {
        let before = week_days(yday + length(time.year - 1));
        return (time.year - 1, (before / 7 + 1) as u8);
    }
    let after = week_days(yday - length(time.year));
    if after >= 0 { (time.year + 1, (after / 7 + 1) as u8) } else { (time.year, (within / 7 + 1) as u8) }
}

fn unix_time(time: &TimeTuple) -> i64 {
    let utc = unix_from_fields(
        time.year,
        i64::from(time.month),
        i64::from(time.day),
        i64::from(time.hour),
        i64::from(time.minute),
        i64::from(time.second),
    );
    utc - i64::from(time.offset.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives() {
        let mut time = super::super::days::time_tuple(1_709_784_306, 0);
        time.zone = Some("UTC".into());
        let f = |format: &str| String::from_utf8(strftime(format.as_bytes(), &time)).unwrap();
        assert_eq!(f("%a %b %d %H:%M:%S %Y"), "Thu Mar 07 04:05:06 2024");
        assert_eq!(
            f("%c|%x|%X|%D|%F|%r"),
            "Thu Mar  7 04:05:06 2024|03/07/24|04:05:06|03/07/24|2024-03-07|04:05:06 AM"
        );
        assert_eq!(f("%-d %_d %010d %-10d %10a"), "7  7 0000000007          7        Thu");
        assert_eq!(f("%U %W %V %G %u %w %j %s"), "09 10 10 2024 4 4 067 1709784306");
        assert_eq!(f("%^a %#a %#p %#Z %P %z %Z"), "THU THU am UTC am +0000 UTC");
        assert_eq!(f("%Q %E5 %f %% %"), "%Q %E5 %f % %");
    }
}
