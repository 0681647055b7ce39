//! `strptime` in the C locale: a small matcher that backtracks as a regular expression would.
//!
//! Each directive offers the lengths it could take at a place, in the order in which CPython's pattern tries them.

use super::days::{
    civil_from_days, day_of_year, days_from_civil, days_in_month, is_leap, iso_year_start, weekday,
};
use super::{MONTHS, TimeTuple, WEEKDAYS};
use crate::object::error::{TextError, TextResult};
use crate::object::text::{repr, unicode, wtf8};

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The tuple; year 1900 and so on where nothing was said.
    pub time: TimeTuple,
    /// Microseconds (`%f`).
    pub microsecond: u32,
    /// Microseconds of the offset (`%z`), with its sign.
    pub offset_microsecond: i32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Item {
    /// A character, compared without case.
    Literal(u32),
    /// White space, one or more.
    Space,
    /// A directive.
    Directive(u8),
}

/// Splits a format into items, composed directives spelt out.
fn compile(format: &[u8]) -> TextResult<Vec<Item>> {
    let shown = || String::from_utf8_lossy(format).into_owned();
    let mut items = Vec::new();
    let mut at = 0;
    while at < format.len() {
        let (code, length) = wtf8::code_point_at(format, at);
        at += length;
        if unicode::is_space(code) {
            if items.last() != Some(&Item::Space) {
                items.push(Item::Space);
            }
            continue;
        }
        if code != u32::from(b'%') {
            items.push(Item::Literal(code));
            continue;
        }
        if at >= format.len() {
            return Err(TextError::value(format!("stray % in format '{}'", shown())));
        }
        let (directive, length) = wtf8::code_point_at(format, at);
        at += length;
        match u8::try_from(directive).unwrap_or(0) {
            b'%' => items.push(Item::Literal(directive)),
            b'c' => items.extend(compile(b"%a %b %d %H:%M:%S %Y")?),
            b'x' => items.extend(compile(b"%m/%d/%y")?),
            b'X' => items.extend(compile(b"%H:%M:%S")?),
            known @ (b'a' | b'A' | b'b' | b'B' | b'd' | b'f' | b'G' | b'H' | b'I' | b'j' | b'm' | b'M'
            | b'p' | b'S' | b'u' | b'U' | b'V' | b'w' | b'W' | b'y' | b'Y' | b'z' | b'Z') => {
                if items.contains(&Item::Directive(known)) {
                    return Err(TextError::value(format!(
                        "redefinition of group name '{}' in format '{}'",
                        char::from(known),
                        shown()
                    )));
                }
                items.push(Item::Directive(known));
            }
            _ => {
                let character = String::from_utf8_lossy(&wtf8::from_code_point(directive)).into_owned();
                return Err(TextError::value(format!(
                    "'{character}' is a bad directive in format '{}'",
                    shown()
                )));
            }
        }
    }
    Ok(items)
}

struct Matcher<'a> {
    text: &'a [u8],
    items: &'a [Item],
    zones: &'a [&'a str],
    found: Vec<(u8, usize, usize)>,
}

impl Matcher<'_> {
    /// The end of the match, if there is one.
    fn matches(&mut self, item: usize, at: usize) -> Option<usize> {
        let Some(current) = self.items.get(item) else { return Some(at) };
        match *current {
            Item::Literal(code) => {
                if at >= self.text.len() {
                    return None;
                }
                let (here, length) = wtf8::code_point_at(self.text, at);
                if here == code || unicode::lower(here) == unicode::lower(code) {
                    self.matches(item + 1, at + length)
                } else {
                    None
                }
            }
            Item::Space => {
                let mut ends = Vec::new();
                let mut end = at;
                while end < self.text.len() {
                    let (code, length) = wtf8::code_point_at(self.text, end);
                    if !unicode::is_space(code) {
                        break;
                    }
                    end += length;
                    ends.push(end);
                }
                ends.into_iter().rev().find_map(|end| self.matches(item + 1, end))
            }
            Item::Directive(directive) => {
                for length in lengths(directive, &self.text[at..], self.zones) {
                    self.found.push((directive, at, at + length));
                    if let Some(end) = self.matches(item + 1, at + length) {
                        return Some(end);
                    }
                    self.found.pop();
                }
                None
            }
        }
    }
}

/// Whether the text begins with bytes in the pattern's ranges: a range is two characters, lowest and highest.
fn fits(text: &[u8], pattern: &str) -> bool {
    let ranges = pattern.as_bytes().chunks_exact(2);
    text.len() >= ranges.len() && ranges.zip(text).all(|(range, b)| (range[0]..=range[1]).contains(b))
}

/// Alternatives of a numeric directive in order.
fn rows(directive: u8) -> &'static [&'static str] {
    match directive {
        b'd' => &["3301", "1209", "0019", "19", "  19"],
        b'I' => &["1102", "0019", "19"],
        b'H' => &["2203", "0109", "09"],
        b'm' => &["1102", "0019", "19"],
        b'M' => &["0509", "09"],
        b'S' => &["6601", "0509", "09"],
        b'U' | b'W' => &["5503", "0409", "09"],
        b'V' => &["5503", "0019", "1409", "09"],
        b'w' => &["06"],
        b'u' => &["17"],
        b'y' => &["0909"],
        b'Y' | b'G' => &["09090909"],
        b'j' => &["336606", "330509", "120909", "001909", "000019", "1909", "0019", "19"],
        _ => &[],
    }
}

/// The lengths a directive could take at the beginning of a text, in order of preference.
fn lengths(directive: u8, text: &[u8], zones: &[&str]) -> Vec<usize> {
    let names = |names: &mut dyn Iterator<Item = &str>| {
        let mut lengths: Vec<usize> = names
            .filter(|name| {
                text.len() >= name.len() && text[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            })
            .map(str::len)
            .collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths
    };
    match directive {
        b'a' => names(&mut WEEKDAYS.iter().map(|name| &name[..3])),
        b'A' => names(&mut WEEKDAYS.into_iter()),
        b'b' => names(&mut MONTHS.iter().map(|name| &name[..3])),
        b'B' => names(&mut MONTHS.into_iter()),
        b'p' => names(&mut ["am", "pm"].into_iter()),
        b'Z' => names(&mut zones.iter().copied()),
        b'f' => {
            let digits = text.iter().take(6).take_while(|b| b.is_ascii_digit()).count();
            (1..=digits).rev().collect()
        }
        b'z' => offset_lengths(text),
        _ => rows(directive).iter().filter(|row| fits(text, row)).map(|row| row.len() / 2).collect(),
    }
}

/// `[+-]HH[:]MM[[:]SS[.ffffff]]`, or `Z`.
fn offset_lengths(text: &[u8]) -> Vec<usize> {
    let mut lengths = Vec::new();
    if matches!(text.first(), Some(b'+' | b'-')) && fits(&text[1..], "0909") {
        let colon = |at: usize| usize::from(text.get(at) == Some(&b':'));
        let two = |at: usize| text.get(at..).is_some_and(|rest| fits(rest, "0509"));
        let minutes = 3 + colon(3);
        if two(minutes) {
            lengths.push(minutes + 2);
            let seconds = minutes + 2 + colon(minutes + 2);
            if two(seconds) {
                lengths.push(seconds + 2);
                if text.get(seconds + 2) == Some(&b'.') {
                    let digits = text[seconds + 3..].iter().take(6).take_while(|b| b.is_ascii_digit());
                    lengths.extend((1..=digits.count()).map(|n| seconds + 3 + n));
                }
            }
        }
    }
    lengths.reverse();
    if text.first() == Some(&b'Z') {
        lengths.push(1);
    }
    lengths
}

fn number(text: &[u8]) -> i64 {
    text.iter().filter(|b| b.is_ascii_digit()).fold(0, |value, b| value * 10 + i64::from(b - b'0'))
}

fn name_index(names: &[&str], text: &[u8]) -> u8 {
    names
        .iter()
        .position(|name| name[..3].eq_ignore_ascii_case(&String::from_utf8_lossy(&text[..3])))
        .unwrap_or(0) as u8
}

/// Reads a time. `zone_names` are `time.tzname`, `daylight` is `time.daylight`.
pub fn strptime(text: &[u8], format: &[u8], zone_names: (&str, &str), daylight: bool) -> TextResult<Parsed> {
    let items = compile(format)?;
    let zones = ["utc", "gmt", zone_names.0, zone_names.1];
    let mut matcher = Matcher { text, items: &items, zones: &zones, found: Vec::new() };
    let Some(end) = matcher.matches(0, 0) else {
        let show = |text| String::from_utf8_lossy(&repr::str_repr(text).unwrap_or_default()).into_owned();
        return Err(TextError::value(format!(
            "time data {} does not match format {}",
            show(text),
            show(format)
        )));
    };
    if end < text.len() {
        return Err(TextError::value(format!(
            "unconverted data remains: {}",
            String::from_utf8_lossy(&text[end..])
        )));
    }
    let mut fields = Fields::default();
    let afternoon = matcher.found.iter().find(|found| found.0 == b'p').map(|found| &text[found.1..found.2]);
    for &(directive, start, end) in &matcher.found {
        fields.take(directive, &text[start..end], afternoon, zone_names, daylight)?;
    }
    fields.finish()
}

#[derive(Default)]
struct Fields {
    year: Option<i64>,
    iso_year: Option<i64>,
    month: Option<u8>,
    day: Option<u8>,
    hour: u8,
    minute: u8,
    second: u8,
    microsecond: u32,
    weekday: Option<u8>,
    day_of_year: Option<i64>,
    week: Option<(i64, bool)>,
    iso_week: Option<i64>,
    is_dst: Option<i8>,
    zone: Option<String>,
    offset: Option<(i32, i32)>,
}

impl Fields {
    fn take(
        &mut self,
        directive: u8,
        text: &[u8],
        afternoon: Option<&[u8]>,
        zone_names: (&str, &str),
        daylight: bool,
    ) -> TextResult<()> {
        let value = number(text);
        match directive {
            b'y' => self.year = Some(if value <= 68 { value + 2000 } else { value + 1900 }),
            b'Y' => self.year = Some(value),
            b'G' => self.iso_year = Some(value),
            b'm' => self.month = Some(value as u8),
            b'b' | b'B' => self.month = Some(name_index(&MONTHS, text) + 1),
            b'd' => self.day = Some(value as u8),
            b'H' => self.hour = value as u8,
            b'I' => {
                let pm = afternoon.is_some_and(|half| half.eq_ignore_ascii_case(b"pm"));
                self.hour = value as u8 % 12 + if pm { 12 } else { 0 };
            }
            b'M' => self.minute = value as u8,
            b'S' => self.second = value as u8,
            b'f' => self.microsecond = value as u32 * 10u32.pow(6 - text.len() as u32),
            b'a' | b'A' => self.weekday = Some(name_index(&WEEKDAYS, text)),
            b'w' => self.weekday = Some(((value + 6) % 7) as u8),
            b'u' => self.weekday = Some(value as u8 - 1),
            b'j' => self.day_of_year = Some(value),
            b'U' => self.week = Some((value, false)),
            b'W' => self.week = Some((value, true)),
            b'V' => self.iso_week = Some(value),
            b'z' => self.offset = Some(read_offset(text)?),
            b'Z' => {
                let is = |name: &str| text.eq_ignore_ascii_case(name.as_bytes());
                let utc = is("utc") || is("gmt");
                let same = zone_names.0 == zone_names.1 && daylight && !utc;
                if !same && (utc || is(zone_names.0)) {
                    self.is_dst = Some(0);
                } else if !same && is(zone_names.1) {
                    self.is_dst = Some(1);
                }
                self.zone = Some(String::from_utf8_lossy(text).into_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn check_iso(&self) -> TextResult<()> {
        let refuse = |message: &str| Err(TextError::value(message));
        if self.iso_year.is_some() {
            if self.day_of_year.is_some() {
                return refuse(
                    "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.",
                );
            }
            if self.iso_week.is_none() || self.weekday.is_none() {
                return refuse(
                    "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive \
                     ('%A', '%a', '%w', or '%u').",
                );
            }
        } else if self.iso_week.is_some() {
            if self.year.is_none() || self.weekday.is_none() {
                return refuse(
                    "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive \
                     ('%A', '%a', '%w', or '%u').",
                );
            }
            return refuse(
                "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.",
            );
        }
        Ok(())
    }

    fn finish(self) -> TextResult<Parsed> {
        self.check_iso()?;
        let month = self.month.unwrap_or(1);
        let day = self.day.unwrap_or(1);
        // Without a year the 29th of February is read in a leap year and told in 1900.
        let leap_day = self.year.is_none() && month == 2 && day == 29;
        let mut year = self.year.unwrap_or(if leap_day { 1904 } else { 1900 });
        let mut day_of_year_found = self.day_of_year;
        if let (None, Some(weekday)) = (day_of_year_found, self.weekday) {
            if let Some((week, from_monday)) = self.week {
                check_year(year)?;
                day_of_year_found = Some(day_of_week(year, week, weekday, from_monday));
            } else if let (Some(iso_year), Some(week)) = (self.iso_year, self.iso_week) {
                check_year(iso_year)?;
                if week == 0 || iso_year_start(iso_year) + week * 7 > iso_year_start(iso_year + 1) {
                    return Err(TextError::value(format!("Invalid week: {week}")));
                }
                let days = iso_year_start(iso_year) + (week - 1) * 7 + i64::from(weekday);
                year = civil_from_days(days).0;
                day_of_year_found = Some(days - days_from_civil(year, 1, 1) + 1);
            }
            if let Some(day) = day_of_year_found.filter(|day| *day <= 0) {
                year -= 1;
                day_of_year_found = Some(day + if is_leap(year) { 366 } else { 365 });
            }
        }
        check_year(year)?;
        let (year, month, day, of_year) = match day_of_year_found {
            None => {
                if day > days_in_month(year, month) {
                    return Err(TextError::value("day is out of range for month"));
                }
                (year, month, day, i64::from(day_of_year(year, month, day)))
            }
            Some(of_year) => {
                let (year, month, day) = civil_from_days(days_from_civil(year, 1, 1) + of_year - 1);
                (year, month, day, of_year)
            }
        };
        let weekday = self.weekday.unwrap_or_else(|| weekday(days_from_civil(year, month, day)));
        Ok(Parsed {
            time: TimeTuple {
                year: if leap_day { 1900 } else { year },
                month,
                day,
                hour: self.hour,
                minute: self.minute,
                second: self.second,
                weekday,
                day_of_year: of_year as u16,
                is_dst: self.is_dst.unwrap_or(-1),
                zone: self.zone,
                offset: self.offset.map(|offset| offset.0),
            },
            microsecond: self.microsecond,
            offset_microsecond: self.offset.map_or(0, |offset| offset.1),
        })
    }
}

fn check_year(year: i64) -> TextResult<()> {
    if (1..=9999).contains(&year) {
        return Ok(());
    }
    Err(TextError::value(format!("year {year} is out of range")))
}

/// The day of the year of a weekday (Monday is 0) in a week that begins on Monday or on Sunday.
fn day_of_week(year: i64, week: i64, day: u8, from_monday: bool) -> i64 {
    let shift = if from_monday { 0 } else { 1 };
    let first = (i64::from(weekday(days_from_civil(year, 1, 1))) + shift) % 7;
    let day = (i64::from(day) + shift) % 7;
    if week == 0 { 1 + day - first } else { 1 + (7 - first) % 7 + 7 * (week - 1) + day }
}

/// Seconds and microseconds of an offset.
fn read_offset(text: &[u8]) -> TextResult<(i32, i32)> {
    if text == b"Z" {
        return Ok((0, 0));
    }
    let mut rest = text.to_vec();
    if rest[3] == b':' {
        rest.remove(3);
        if rest.len() > 5 {
            if rest[5] != b':' {
                let shown = String::from_utf8_lossy(text);
                return Err(TextError::value(format!("Inconsistent use of : in {shown}")));
            }
            rest.remove(5);
        }
    }
    let part = |from: usize, to: usize| number(rest.get(from..to.min(rest.len())).unwrap_or(b"")) as i32;
    let seconds = part(1, 3) * 3600 + part(3, 5) * 60 + part(5, 7);
    let fraction = rest.get(8..).unwrap_or(b"");
    let micros = number(fraction) as i32 * 10i32.pow(6 - fraction.len().min(6) as u32);
    Ok(if rest[0] == b'-' { (-seconds, -micros) } else { (seconds, micros) })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Tuple = (i64, u8, u8, u8, u8, u8, u8, u16, i8);

    fn read(text: &str, format: &str) -> Result<Tuple, String> {
        strptime(text.as_bytes(), format.as_bytes(), ("UTC", "UTC"), false)
            .map(|p| p.time)
            .map(|t| (t.year, t.month, t.day, t.hour, t.minute, t.second, t.weekday, t.day_of_year, t.is_dst))
            .map_err(|e| e.message)
    }

    #[test]
    fn dates() {
        assert_eq!(read("Mon jan 5 2024", "%a %b %d %Y").unwrap(), (2024, 1, 5, 0, 0, 0, 0, 5, -1));
        assert_eq!(read("2024 05 1", "%G %V %u").unwrap(), (2024, 1, 29, 0, 0, 0, 0, 29, -1));
        assert_eq!(read("2024 05 1", "%Y %U %w").unwrap(), (2024, 2, 5, 0, 0, 0, 0, 36, -1));
        assert_eq!(read("29 2", "%d %m").unwrap(), (1900, 2, 29, 0, 0, 0, 0, 60, -1));
        assert_eq!(read("12 AM", "%I %p").unwrap().3, 0);
        assert_eq!(read("UTC", "%Z").unwrap().8, 0);
    }

    #[test]
    fn errors() {
        assert_eq!(read("2024-02-30", "%Y-%m-%d").unwrap_err(), "day is out of range for month");
        assert_eq!(read("x", "%Q").unwrap_err(), "'Q' is a bad directive in format '%Q'");
        assert_eq!(read("2024x", "%Y").unwrap_err(), "unconverted data remains: x");
        assert_eq!(read("x", "%Y").unwrap_err(), "time data 'x' does not match format '%Y'");
        assert_eq!(read("+05:3010", "%z").unwrap_err(), "Inconsistent use of : in +05:3010");
        assert_eq!(read("2024 53 1", "%G %V %u").unwrap_err(), "Invalid week: 53");
    }
}
