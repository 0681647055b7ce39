//! The calendar as plain data: days and dates, the time tuple, `strftime`, ISO texts, time zones.
//!
//! In come numbers and texts, out come numbers and texts; the clock is the caller's. Read `days.rs` first.

pub mod days;
pub mod format;
pub mod iso_text;
pub mod moment;
pub mod numeric_text;
pub mod zone;

/// A broken-down time, as `time.struct_time` has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeTuple {
    /// Year, not cut to any range.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 61.
    pub second: u8,
    /// 0 is Monday.
    pub weekday: u8,
    /// 1 to 366.
    pub day_of_year: u16,
    /// 1, 0, or -1 for unknown.
    pub is_dst: i8,
    /// The zone's abbreviation.
    pub zone: Option<String>,
    /// Seconds east of UTC.
    pub offset: Option<i32>,
}

/// English names, as the C locale has them; Monday first.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// English names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
