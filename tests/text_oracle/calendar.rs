//! Cases about `strftime` and zones. (`strptime` is the library's own.)

use hoopsnake::object::calendar::TimeTuple;
use hoopsnake::object::calendar::days::{day_of_year, days_from_civil, unix_from_fields, weekday};
use hoopsnake::object::calendar::format::strftime;
use hoopsnake::object::calendar::moment::days_in_month;
use hoopsnake::object::calendar::zone::Zone;

use crate::{Cases, literal};

fn random_time(cases: &mut Cases) -> TimeTuple {
    let year =
        if cases.below(5) == 0 { cases.below(9999) as i64 + 1 } else { cases.below(200) as i64 + 1900 };
    let month = cases.below(12) as u8 + 1;
    let day = cases.below(days_in_month(year as i32, month.into()) as usize) as u8 + 1;
    TimeTuple {
        year,
        month,
        day,
        hour: cases.below(24) as u8,
        minute: cases.below(60) as u8,
        second: cases.below(60) as u8,
        weekday: weekday(days_from_civil(year, month, day)),
        day_of_year: day_of_year(year, month, day),
        is_dst: 0,
        zone: Some("UTC".into()),
        offset: Some(0),
    }
}

fn zones(cases: &mut Cases) {
    let names = [
        "UTC",
        "",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "EST5EDT,M3.2.0,M11.1.0",
        "XXX3",
        "NZST-12NZDT,M9.5.0,M4.1.0/3",
        "Nowhere/Land",
    ];
    for name in names {
        let zone = Zone::local(Some(name));
        // A machine without the database cannot be asked about its zones.
        if name.contains('/') && !name.contains(',') && Zone::named(name).is_none() && name != "Nowhere/Land"
        {
            continue;
        }
        for _ in 0..40 {
            // Before 1970 glibc knows no summer time in a written rule; in the database it does.
            let written = name.contains(',');
            let unix = cases.below(4_000_000_000) as i64 - if written { 0 } else { 1_000_000_000 };
            let t = zone.local_time(unix);
            cases.add(
                format!("Z('{name}', lambda: (lambda t: tuple(t) + (t.tm_zone, t.tm_gmtoff))(time.localtime({unix})))"),
                format!(
                    "({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
                    t.year, t.month, t.day, t.hour, t.minute, t.second, t.weekday, t.day_of_year, t.is_dst,
                    literal(t.zone.as_deref().unwrap_or("").as_bytes()),
                    t.offset.unwrap_or(0)
                ),
            );
            let is_dst = if cases.below(2) == 0 { -1 } else { t.is_dst };
            let as_utc = unix_from_fields(
                t.year,
                i64::from(t.month),
                i64::from(t.day),
                i64::from(t.hour),
                i64::from(t.minute),
                i64::from(t.second),
            );
            let back = zone.unix_from_local(as_utc, is_dst);
            cases.add(
                format!(
                    "Z('{name}', lambda: int(time.mktime(({}, {}, {}, {}, {}, {}, 0, 0, {is_dst}))))",
                    t.year, t.month, t.day, t.hour, t.minute, t.second
                ),
                back.to_string(),
            );
        }
        let names = zone.names(2026);
        cases.add(
            format!("Z('{name}', lambda: (time.timezone, time.altzone, bool(time.daylight), time.tzname))"),
            format!(
                "({}, {}, {}, ({}, {}))",
                names.timezone,
                names.altzone,
                crate::show_bool(&names.daylight),
                literal(names.names.0.as_bytes()),
                literal(names.names.1.as_bytes())
            ),
        );
    }
}

/// All of them.
pub fn collect(cases: &mut Cases) {
    let flags = ["", "", "", "", "-", "_", "0", "^", "#", "10", "5", "05", "_6", "-4", "E", "O"];
    let directives = "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%Qfi";
    for _ in 0..3000 {
        let time = random_time(cases);
        let mut format = String::new();
        for _ in 0..cases.below(4) + 1 {
            let directive = char::from(*cases.pick(directives.as_bytes()));
            let flag = *cases.pick(&flags);
            format.push_str(&format!("%{flag}{directive} "));
        }
        let question = format!(
            "time.strftime({}, ({}, {}, {}, {}, {}, {}, {}, {}, 0))",
            literal(format.as_bytes()),
            time.year,
            time.month,
            time.day,
            time.hour,
            time.minute,
            time.second,
            time.weekday,
            time.day_of_year
        );
        cases.add(question, literal(&strftime(format.as_bytes(), &time)));
    }
    zones(cases);
}
