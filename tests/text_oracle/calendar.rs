//! Cases about `strftime` and `strptime`.

use hoopsnake::object::calendar::TimeTuple;
use hoopsnake::object::calendar::days::{day_of_year, days_from_civil, days_in_month, weekday};
use hoopsnake::object::calendar::format::strftime;
use hoopsnake::object::calendar::parse::strptime;

use crate::{Cases, literal};

fn random_time(cases: &mut Cases) -> TimeTuple {
    let year =
        if cases.below(5) == 0 { cases.below(9999) as i64 + 1 } else { cases.below(200) as i64 + 1900 };
    let month = cases.below(12) as u8 + 1;
    let day = cases.below(usize::from(days_in_month(year, month))) as u8 + 1;
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
    let formats = [
        "%Y-%m-%d",
        "%d/%m/%y",
        "%H:%M:%S",
        "%I:%M %p",
        "%a %d %b %Y",
        "%A, %B %d",
        "%j %Y",
        "%Y %U %w",
        "%Y %W %a",
        "%G-W%V-%u",
        "%c",
        "%x %X",
        "%H%M%S",
        "%d%m%Y",
        "%S.%f",
        "%z",
        "%Z",
        "%m%d%H",
        "%j",
        "%Y%j",
        "%d %m",
        "%G",
        "%V %u",
        "%Y %V %u",
        "%%%d",
    ];
    let junk = ["", "", "", " ", "x", "5", "-", "0"];
    for _ in 0..3000 {
        let time = random_time(cases);
        let format = *cases.pick(&formats);
        let from = if cases.below(6) == 0 { *cases.pick(&formats) } else { format };
        let mut text = strftime(from.as_bytes(), &time);
        let at = cases.below(text.len() + 1);
        let extra = *cases.pick(&junk);
        if cases.below(8) == 0 && at < text.len() {
            text.remove(at);
        }
        text.splice(at.min(text.len())..at.min(text.len()), extra.bytes());
        let question = format!("tuple(time.strptime({}, {}))", literal(&text), literal(format.as_bytes()));
        cases.result(question, strptime(&text, format.as_bytes(), ("UTC", "UTC"), false), |parsed| {
            let t = &parsed.time;
            format!(
                "({}, {}, {}, {}, {}, {}, {}, {}, {})",
                t.year, t.month, t.day, t.hour, t.minute, t.second, t.weekday, t.day_of_year, t.is_dst
            )
        });
    }
    for offset in [
        "+0530",
        "-05:30",
        "+01:02:03",
        "-010203",
        "+01:02:03.5",
        "-01:02:03.000123",
        "Z",
        "+1:00",
        "+01:0203",
        "+9959",
        "+0160",
        "z",
    ] {
        let question = format!("(lambda t: (t.tm_gmtoff, ))(time.strptime('{offset}', '%z'))");
        cases.result(question, strptime(offset.as_bytes(), b"%z", ("UTC", "UTC"), false), |parsed| {
            format!("({},)", parsed.time.offset.expect("read"))
        });
    }
}
