//! Days and dates of the proleptic Gregorian calendar. Day 0 is 1970-01-01.

use super::TimeTuple;

/// Whether a year has a 29th of February.
pub fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// The day number of a date.
pub fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    // Years begin in March: the leap day is the last.
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a day number: year, month, day.
pub fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * shifted + 2) / 5 + 1) as u8;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 } as u8;
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Monday is 0.
pub fn weekday(days: i64) -> u8 {
    (days + 3).rem_euclid(7) as u8
}

/// January the 1st is 1.
pub fn day_of_year(year: i64, month: u8, day: u8) -> u16 {
    (days_from_civil(year, month, day) - days_from_civil(year, 1, 1) + 1) as u16
}

/// ISO year, week and weekday (Monday is 1).
pub fn iso_calendar(days: i64) -> (i64, u8, u8) {
    let weekday = weekday(days);
    // The week's Thursday decides the year.
    let thursday = days - i64::from(weekday) + 3;
    let year = civil_from_days(thursday).0;
    let week = (thursday - days_from_civil(year, 1, 1)) / 7 + 1;
    (year, week as u8, weekday + 1)
}

/// Breaks a Unix time down in a zone that is `offset` seconds east.
pub fn time_tuple(unix: i64, offset: i32) -> TimeTuple {
    let local = unix + i64::from(offset);
    let days = local.div_euclid(86_400);
    let second = local.rem_euclid(86_400);
    let (year, month, day) = civil_from_days(days);
    TimeTuple {
        year,
        month,
        day,
        hour: (second / 3600) as u8,
        minute: (second / 60 % 60) as u8,
        second: (second % 60) as u8,
        weekday: weekday(days),
        day_of_year: day_of_year(year, month, day),
        is_dst: 0,
        zone: None,
        offset: Some(offset),
    }
}

/// The Unix time of a broken-down time taken as UTC; fields beyond their ranges carry over.
pub fn unix_from_fields(year: i64, month: i64, day: i64, hour: i64, minute: i64, second: i64) -> i64 {
    let months = year * 12 + month - 1;
    let first = days_from_civil(months.div_euclid(12), months.rem_euclid(12) as u8 + 1, 1);
    (first + day - 1) * 86_400 + hour * 3600 + minute * 60 + second
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips() {
        for days in (-800_000..800_000).step_by(37) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
        }
        assert_eq!(civil_from_days(0), (1970, 1, 1));
        assert_eq!(weekday(0), 3);
        assert_eq!(iso_calendar(days_from_civil(2021, 1, 3)), (2020, 53, 7));
        assert_eq!(day_of_year(2024, 12, 31), 366);
        assert_eq!(unix_from_fields(1970, 13, 1, 0, 0, 0), 365 * 86_400);
        assert_eq!(time_tuple(1_700_000_000, 0).hour, 22);
    }
}
