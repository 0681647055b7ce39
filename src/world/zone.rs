//! The rules of local time: offset, name and daylight saving of any moment, and the two names and offsets that `time` shows.

use tz::TimeZone;

/// Local time at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneTime {
    /// Seconds east of UTC.
    pub offset: i32,
    /// Daylight saving time.
    pub dst: bool,
    /// The abbreviation: `CET`.
    pub name: String,
}

/// A time zone.
pub struct Zone {
    rules: TimeZone,
}

impl Zone {
    /// UTC.
    pub fn utc() -> Zone {
        Zone { rules: TimeZone::utc() }
    }

    /// The zone that a value of `TZ` means; None: the system's. What cannot be understood means UTC, as in the C library.
    pub fn from_variable(tz: Option<&str>) -> Zone {
        let rules = match tz {
            None => TimeZone::local().ok(),
            Some("") => None,
            Some(text) => TimeZone::from_posix_tz(text).ok(),
        };
        Zone { rules: rules.unwrap_or_else(TimeZone::utc) }
    }

    /// Local time at a moment, in seconds since 1970.
    pub fn at(&self, unix: i64) -> ZoneTime {
        match self.rules.find_local_time_type(unix) {
            Ok(t) => {
                let name = match t.time_zone_designation() {
                    "" => "UTC".to_string(),
                    name => name.to_string(),
                };
                ZoneTime { offset: t.ut_offset(), dst: t.is_dst(), name }
            }
            Err(_) => ZoneTime { offset: 0, dst: false, name: "UTC".into() },
        }
    }

    /// Standard and daylight saving time of the year that begins about `unix` (`time.tzname`, `timezone`, `altzone`): looked up in
    /// January and July as CPython does, the smaller offset being the standard one unless the rules say otherwise.
    pub fn names(&self, january: i64, july: i64) -> (ZoneTime, ZoneTime) {
        let (a, b) = (self.at(january), self.at(july));
        if a.offset <= b.offset { (a, b) } else { (b, a) }
    }

    /// The moments that a local time (as seconds, read as if it were UTC) can mean: none in a gap, two in a fold, earlier first.
    pub fn moments(&self, local: i64) -> Vec<i64> {
        let day = 86_400;
        let mut offsets: Vec<i64> =
            [local - 2 * day, local, local + 2 * day].iter().map(|t| i64::from(self.at(*t).offset)).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let mut out: Vec<i64> = offsets
            .into_iter()
            .map(|o| local - o)
            .filter(|t| i64::from(self.at(*t).offset) == local - t)
            .collect();
        out.sort_unstable();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_gives_offsets_names_gaps_and_folds() {
        let z = Zone::from_variable(Some("CET-1CEST,M3.5.0,M10.5.0/3"));
        let winter = z.at(1_700_000_000);
        assert_eq!((winter.offset, winter.dst, winter.name.as_str()), (3600, false, "CET"));
        let summer = z.at(1_720_000_000);
        assert_eq!((summer.offset, summer.dst, summer.name.as_str()), (7200, true, "CEST"));
        // 2024-03-31 02:30 does not exist, 2024-10-27 02:30 twice.
        assert_eq!(z.moments(1_711_852_200), [0; 0]);
        let twice = z.moments(1_729_996_200);
        assert_eq!(twice, [1_729_996_200 - 7200, 1_729_996_200 - 3600]);
    }

    #[test]
    fn nonsense_means_utc() {
        assert_eq!(
            Zone::from_variable(Some("no such place/at all")).at(0),
            ZoneTime { offset: 0, dst: false, name: "UTC".into() }
        );
    }
}
