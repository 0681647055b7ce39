//! Time zones: the local one and those of the system's database, through the `tz-rs` crate.
//!
//! That crate does what `localtime` does and nothing else, in safe Rust, without a database of its own and without
//! further packages; larger ones bring a calendar that `days.rs` has already. Which zone is meant is the caller's to
//! say: nothing here reads the environment.

use tz::{LocalTimeType, TimeZone};

use super::TimeTuple;
use super::days::time_tuple;

/// A time zone.
#[derive(Clone, Debug)]
pub struct Zone {
    rules: TimeZone,
}

/// UTC under the letters that an unintelligible setting begins with, as glibc has it.
fn unknown(setting: &str) -> TimeZone {
    let letters = setting.bytes().take_while(u8::is_ascii_alphabetic).count();
    let utc = LocalTimeType::new(0, false, Some(&setting.as_bytes()[..letters]));
    let zone = utc.ok().and_then(|utc| TimeZone::new(vec![], vec![utc], vec![], None).ok());
    zone.unwrap_or_else(TimeZone::utc)
}

/// What a zone says at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Seconds east of UTC.
    pub offset: i32,
    /// Whether it is summer time.
    pub is_dst: bool,
    /// The abbreviation.
    pub name: String,
}

/// What the `time` module says of the local zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneNames {
    /// `time.timezone`: seconds west, standard time.
    pub timezone: i32,
    /// `time.altzone`: seconds west, summer time.
    pub altzone: i32,
    /// `time.daylight`
    pub daylight: bool,
    /// `time.tzname`
    pub names: (String, String),
}

impl Zone {
    /// UTC.
    pub fn utc() -> Zone {
        Zone { rules: TimeZone::utc() }
    }

    /// The zone that the variable TZ (or its absence) means, as the C library reads it.
    pub fn local(setting: Option<&str>) -> Zone {
        let rules = match setting {
            None => TimeZone::from_posix_tz("localtime"),
            Some("") => Ok(TimeZone::utc()),
            Some(text) => TimeZone::from_posix_tz(text),
        };
        Zone { rules: rules.unwrap_or_else(|_| unknown(setting.unwrap_or(""))) }
    }

    /// A zone of the database by its name; `None` if there is no such zone.
    pub fn named(name: &str) -> Option<Zone> {
        let wild =
            name.is_empty() || name.starts_with(['/', ':']) || name.split('/').any(|part| part == "..");
        if wild {
            return None;
        }
        TimeZone::from_posix_tz(&format!(":{name}")).ok().map(|rules| Zone { rules })
    }

    /// A zone from the contents of a zone file.
    pub fn from_file(contents: &[u8]) -> Option<Zone> {
        TimeZone::from_tz_data(contents).ok().map(|rules| Zone { rules })
    }

    /// What the zone says at a Unix time.
    pub fn at(&self, unix: i64) -> Moment {
        match self.rules.find_local_time_type(unix) {
            // Plain UTC comes without a name.
            Ok(found) if !found.time_zone_designation().is_empty() => Moment {
                offset: found.ut_offset(),
                is_dst: found.is_dst(),
                name: found.time_zone_designation().to_string(),
            },
            // So does what lies beyond the rules of an old zone file.
            _ => Moment { offset: 0, is_dst: false, name: "UTC".to_string() },
        }
    }

    /// Seconds east of UTC at a Unix time.
    pub fn offset(&self, unix: i64) -> i32 {
        self.rules.find_local_time_type(unix).map_or(0, LocalTimeType::ut_offset)
    }

    /// `time.localtime(unix)`
    pub fn local_time(&self, unix: i64) -> TimeTuple {
        let moment = self.at(unix);
        TimeTuple {
            is_dst: i8::from(moment.is_dst),
            zone: Some(moment.name),
            ..time_tuple(unix, moment.offset)
        }
    }

    /// `time.mktime`: the Unix time of local fields given as if they were UTC. `is_dst` decides where the clock is
    /// turned back, and shifts where it contradicts; -1 leaves it to the rules.
    pub fn unix_from_local(&self, as_utc: i64, is_dst: i8) -> i64 {
        // The offset is one of those in force around the moment.
        let around = [self.at(as_utc - 86_400), self.at(as_utc + 86_400), self.at(as_utc)];
        let fits = |moment: &&Moment| self.at(as_utc - i64::from(moment.offset)).offset == moment.offset;
        let fitting: Vec<&Moment> = around.iter().filter(fits).collect();
        let wanted = |moment: &&&Moment| is_dst < 0 || moment.is_dst == (is_dst > 0);
        if let Some(moment) = fitting.iter().find(wanted) {
            return as_utc - i64::from(moment.offset);
        }
        // A contradiction: the other kind of time nearby is meant, and the clock goes on from there.
        let other = (-1..=1).flat_map(|side| (0..8).map(move |n| as_utc + side * n * 60 * 86_400));
        if is_dst >= 0
            && let Some(moment) = other.map(|at| self.at(at)).find(|m| m.is_dst == (is_dst > 0))
        {
            return as_utc - i64::from(moment.offset);
        }
        // A moment that the clock skips: as if it had not been put forward yet.
        let offset = fitting.first().map_or(around[0].offset, |moment| moment.offset);
        as_utc - i64::from(offset)
    }

    /// The `time` module's constants in a given year: January and July tell summer from winter.
    pub fn names(&self, year: i64) -> ZoneNames {
        let at = |month| self.at(super::days::days_from_civil(year, month, 1) * 86_400);
        let (january, july) = (at(1), at(7));
        let (winter, summer) = if january.offset <= july.offset { (january, july) } else { (july, january) };
        ZoneNames {
            timezone: -winter.offset,
            altzone: -summer.offset,
            daylight: winter.offset != summer.offset,
            names: (winter.name, summer.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules() {
        let zone = Zone::local(Some("CET-1CEST,M3.5.0,M10.5.0/3"));
        assert_eq!(zone.at(1_720_000_000), Moment { offset: 7200, is_dst: true, name: "CEST".into() });
        assert_eq!(zone.at(1_705_000_000).name, "CET");
        let names = zone.names(2024);
        assert_eq!((names.timezone, names.altzone, names.daylight), (-3600, -7200, true));
        for unix in [1_720_000_000, 1_705_000_000] {
            let as_utc = unix + i64::from(zone.at(unix).offset);
            assert_eq!(zone.unix_from_local(as_utc, -1), unix);
        }
        assert_eq!(Zone::local(Some("")).at(0).name, "UTC");
        assert!(Zone::named("../etc/passwd").is_none());
    }
}
