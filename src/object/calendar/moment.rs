//! Dates, times of day and durations as `datetime` has them (library reference, "datetime"): plain numbers, ordinals and carries.

/// `datetime.MINYEAR`
pub const MIN_YEAR: i32 = 1;
/// `datetime.MAXYEAR`
pub const MAX_YEAR: i32 = 9999;
/// The ordinal of the last day of the last year.
pub const MAX_ORDINAL: i32 = 3_652_059;
/// Seconds of a day.
pub const DAY: i64 = 86_400;
/// Most days that a duration can have, in either direction.
pub const MOST_DAYS: i64 = 999_999_999;
/// The ordinal of 1970-01-01.
pub const EPOCH_ORDINAL: i64 = 719_163;
/// Microseconds of a second.
pub const MICROS: i64 = 1_000_000;

/// A day of the proleptic Gregorian calendar. What comes out of a pickle may be no day at all; nothing here minds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

/// A time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    pub micro: u32,
}

/// A duration: seconds below a day, microseconds below a second, and the days that are left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delta {
    pub days: i32,
    pub seconds: i32,
    pub micros: i32,
}

/// A duration would have that many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong(pub i128);

/// Whether a year has a 29th of February.
pub fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Length of a month.
pub fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of a year that come before a month.
fn days_before_month(year: i32, month: i32) -> i32 {
    const BEFORE: [i32; 13] = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let days = BEFORE.get(month as usize).copied().unwrap_or(0);
    days + i32::from(month > 2 && is_leap(year))
}

/// Days before the first of a year; 0 for year 1.
fn days_before_year(year: i32) -> i32 {
    let y = year - 1;
    y * 365 + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400)
}

impl Date {
    /// Days since the day before the first of year 1.
    #[inline]
    pub fn ordinal(self) -> i32 {
        let (year, month) = (i32::from(self.year), i32::from(self.month));
        days_before_year(year) + days_before_month(year, month) + i32::from(self.day)
    }

    /// The day with an ordinal; None if it is beyond the years that there are.
    #[inline]
    pub fn from_ordinal(ordinal: i32) -> Option<Date> {
        if !(1..=MAX_ORDINAL).contains(&ordinal) {
            return None;
        }
        // Years begin in March. Divisions by 1461 and 153 are done as multiplications (Neri and Schneider, "Euclidean affine functions").
        let n = 4 * (ordinal + 305) as u32 + 3;
        let (century, of_century) = (n / 146_097, (n % 146_097) | 3);
        let wide = 2_939_745 * u64::from(of_century);
        let (year, of_year) = ((wide >> 32) as u32, (wide as u32) / 2_939_745 / 4);
        let m = 2141 * of_year + 197_913;
        let (month, day) = (m >> 16, (m & 0xffff) / 2141 + 1);
        let next = of_year >= 306;
        Some(Date {
            year: (100 * century + year + u32::from(next)) as u16,
            month: (if next { month - 12 } else { month }) as u8,
            day: day as u8,
        })
    }

    /// Monday is 0.
    pub fn weekday(self) -> u8 {
        (self.ordinal() + 6).rem_euclid(7) as u8
    }

    /// January the 1st is 1.
    pub fn day_of_year(self) -> u16 {
        (days_before_month(self.year.into(), self.month.into()) + i32::from(self.day)) as u16
    }

    /// ISO year, week and weekday (Monday is 1).
    pub fn iso_calendar(self) -> (i32, i32, i32) {
        let mut year = i32::from(self.year);
        let mut first = iso_year_start(year);
        let today = self.ordinal();
        let mut week = (today - first).div_euclid(7);
        if week < 0 {
            year -= 1;
            first = iso_year_start(year);
            week = (today - first).div_euclid(7);
        } else if week >= 52 && today >= iso_year_start(year + 1) {
            year += 1;
            week = 0;
        }
        (year, week + 1, (today - first).rem_euclid(7) + 1)
    }
}

/// The ordinal of the Monday with which an ISO year begins.
fn iso_year_start(year: i32) -> i32 {
    let first = days_before_year(year) + 1;
    let weekday = (first + 6).rem_euclid(7);
    // The week with the year's first Thursday is the first.
    first - weekday + if weekday > 3 { 7 } else { 0 }
}

/// What is wrong with an ISO week date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsoMistake {
    Year,
    Week,
    Weekday,
}

/// The date of an ISO year, week and weekday, as numbers: it may lie beyond the last year.
pub fn from_iso_calendar(year: i32, week: i32, weekday: i32) -> Result<(i32, i32, i32), IsoMistake> {
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return Err(IsoMistake::Year);
    }
    if week <= 0 || week >= 53 {
        let long = week == 53 && iso_year_start(year + 1) - iso_year_start(year) == 371;
        if !long {
            return Err(IsoMistake::Week);
        }
    }
    if !(1..=7).contains(&weekday) {
        return Err(IsoMistake::Weekday);
    }
    let ordinal = iso_year_start(year) + (week - 1) * 7 + weekday - 1;
    Ok(match Date::from_ordinal(ordinal) {
        Some(d) => (d.year.into(), d.month.into(), d.day.into()),
        None if ordinal < 1 => (0, 12, 31 + ordinal),
        None => (MAX_YEAR + 1, 1, ordinal - MAX_ORDINAL),
    })
}

impl Clock {
    /// Seconds since midnight.
    #[inline]
    pub fn seconds(self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }

    /// The time of day so many seconds after midnight.
    #[inline]
    pub fn from_seconds(seconds: i64, micro: u32) -> Clock {
        let s = seconds as u32;
        Clock { hour: (s / 3600) as u8, minute: (s / 60 % 60) as u8, second: (s % 60) as u8, micro }
    }
}

/// A date and a time so much later: None if that is beyond the years that there are.
#[inline]
pub fn shifted(date: Date, clock: Clock, by: Delta, sign: i64) -> Option<(Date, Clock)> {
    let micro = i64::from(clock.micro) + sign * i64::from(by.micros);
    let seconds = clock.seconds() + sign * i64::from(by.seconds) + micro.div_euclid(MICROS);
    let days = i64::from(date.ordinal()) + sign * i64::from(by.days) + seconds.div_euclid(DAY);
    let date = Date::from_ordinal(i32::try_from(days).ok()?)?;
    Some((date, Clock::from_seconds(seconds.rem_euclid(DAY), micro.rem_euclid(MICROS) as u32)))
}

/// What lies between two moments.
#[inline]
pub fn between(a: (Date, Clock), b: (Date, Clock)) -> Delta {
    let days = i64::from(a.0.ordinal()) - i64::from(b.0.ordinal());
    let seconds = a.1.seconds() - b.1.seconds();
    let micros = i64::from(a.1.micro) - i64::from(b.1.micro);
    // Of two dates it is never too long.
    Delta::of(days, seconds, micros).unwrap_or_default()
}

impl Delta {
    /// Shortest step.
    pub const RESOLUTION: Delta = Delta { days: 0, seconds: 0, micros: 1 };
    /// `timedelta.min`
    pub const MIN: Delta = Delta { days: -MOST_DAYS as i32, seconds: 0, micros: 0 };
    /// `timedelta.max`
    pub const MAX: Delta =
        Delta { days: MOST_DAYS as i32, seconds: DAY as i32 - 1, micros: MICROS as i32 - 1 };

    /// With carries done.
    #[inline]
    pub fn of(days: i64, seconds: i64, micros: i64) -> Result<Delta, TooLong> {
        let seconds = seconds + micros.div_euclid(MICROS);
        let days = days + seconds.div_euclid(DAY);
        if !(-MOST_DAYS..=MOST_DAYS).contains(&days) {
            return Err(TooLong(days.into()));
        }
        Ok(Delta {
            days: days as i32,
            seconds: seconds.rem_euclid(DAY) as i32,
            micros: micros.rem_euclid(MICROS) as i32,
        })
    }

    /// All in microseconds.
    pub fn total(self) -> i128 {
        (i128::from(self.days) * i128::from(DAY) + i128::from(self.seconds)) * i128::from(MICROS)
            + i128::from(self.micros)
    }

    /// The same, if it fits.
    pub fn short_total(self) -> Option<i64> {
        let seconds = i64::from(self.days) * DAY + i64::from(self.seconds);
        seconds.checked_mul(MICROS)?.checked_add(i64::from(self.micros))
    }

    /// Of microseconds.
    pub fn from_total(total: i128) -> Result<Delta, TooLong> {
        if let Ok(short) = i64::try_from(total) {
            return Delta::of(0, short.div_euclid(MICROS), short.rem_euclid(MICROS));
        }
        let (seconds, micros) = (total.div_euclid(MICROS.into()), total.rem_euclid(MICROS.into()));
        let days = seconds.div_euclid(DAY.into());
        let Ok(d) = i64::try_from(days) else { return Err(TooLong(days)) };
        Delta::of(d, seconds.rem_euclid(DAY.into()) as i64, micros as i64)
    }

    /// `a + sign * b`
    #[inline]
    pub fn plus(self, b: Delta, sign: i64) -> Result<Delta, TooLong> {
        Delta::of(
            i64::from(self.days) + sign * i64::from(b.days),
            i64::from(self.seconds) + sign * i64::from(b.seconds),
            i64::from(self.micros) + sign * i64::from(b.micros),
        )
    }

    /// `-a`
    pub fn negated(self) -> Result<Delta, TooLong> {
        Delta::default().plus(self, -1)
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self == Delta::default()
    }

    /// Whether an offset from UTC can be so large: less than a day.
    pub fn is_offset(self) -> bool {
        let nothing = self.seconds == 0 && self.micros == 0;
        self.days == 0 || self.days == -1 && !nothing
    }

    /// Seconds and microseconds of the magnitude of an offset, and whether it is west of UTC.
    pub fn as_offset(self) -> (bool, i64, i64) {
        let total = self.short_total().unwrap_or(0);
        let size = total.abs();
        (self.days < 0, size / MICROS, size % MICROS)
    }
}

/// `a / b` to the nearest, halves to even.
pub fn divide_nearest(a: i128, b: i128) -> i128 {
    let (a, b) = if b < 0 { (-a, -b) } else { (a, b) };
    let (q, r) = (a.div_euclid(b), a.rem_euclid(b));
    let rest = b - r;
    if r > rest || r == rest && q % 2 != 0 { q + 1 } else { q }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_go_around() {
        for n in (1..=MAX_ORDINAL).step_by(13).chain([1, 2, 365, 366, MAX_ORDINAL - 1, MAX_ORDINAL]) {
            let d = Date::from_ordinal(n).unwrap();
            assert_eq!(d.ordinal(), n, "{d:?}");
            let (y, w, day) = d.iso_calendar();
            if (MIN_YEAR..=MAX_YEAR).contains(&y) {
                let found = from_iso_calendar(y, w, day);
                assert_eq!(found, Ok((d.year.into(), d.month.into(), d.day.into())));
            }
        }
        assert_eq!(Date { year: 1970, month: 1, day: 1 }.ordinal(), EPOCH_ORDINAL as i32);
        assert_eq!(Date { year: 2024, month: 2, day: 29 }.weekday(), 3);
    }

    #[test]
    fn halves_go_to_even() {
        let cases = [(5, 2, 2), (7, 2, 4), (-5, 2, -2), (-7, 2, -4), (5, -2, -2), (7, -2, -4), (-5, -2, 2)];
        for (a, b, q) in cases {
            assert_eq!(divide_nearest(a, b), q, "{a} / {b}");
        }
        assert_eq!([divide_nearest(7, 3), divide_nearest(8, -3), divide_nearest(-8, 3)], [2, -3, -3]);
    }

    #[test]
    fn durations_carry() {
        let d = Delta::of(0, -1, 0).unwrap();
        assert_eq!(d, Delta { days: -1, seconds: 86_399, micros: 0 });
        assert_eq!(Delta::from_total(d.total()), Ok(d));
        assert_eq!(Delta::from_total(Delta::MIN.total()), Ok(Delta::MIN));
        assert_eq!(Delta::MAX.plus(Delta::RESOLUTION, 1), Err(TooLong(1_000_000_000)));
    }
}
