//! Cases about str and bytes: methods, repr, codecs, and the three formatting languages.

use hoopsnake::object::error::{TextError, TextResult};
use hoopsnake::object::format::percent::{Layout, Piece, Pieces, Wants};
use hoopsnake::object::format::str_format::{Accessor, First, Template, split_name};
use hoopsnake::object::format::{format_spec, percent};
use hoopsnake::object::number::complex::Complex;
use hoopsnake::object::number::int::{Int, IntRef};
use hoopsnake::object::text::codecs::{Codec, Errors, decode::decode, encode::encode};
use hoopsnake::object::text::{bytes, case, find, pad, repr, split, strip, wtf8};

use crate::{Cases, bytes_literal, literal, show_bool};

const PARTS: [&str; 26] = [
    "a", "b", "A", "B", "ab", "z1", "é", "É", "ß", "Σ", "σ", "ǆ", "😀", " ", "\t", "\n", "\r", "\r\n",
    "\u{2028}", "\u{3000}", "'", "\"", "\\", "\x1c", "\u{301}", ".",
];

fn list(parts: &[&[u8]], show: fn(&[u8]) -> String) -> String {
    let shown: Vec<String> = parts.iter().map(|part| show(part)).collect();
    format!("[{}]", shown.join(", "))
}

fn tuple3(parts: &(&[u8], &[u8], &[u8]), show: fn(&[u8]) -> String) -> String {
    format!("({}, {}, {})", show(parts.0), show(parts.1), show(parts.2))
}

fn methods(cases: &mut Cases) {
    let text = cases.text(&PARTS, 10);
    let t = text.as_bytes();
    let s = literal(t);
    let length = wtf8::char_count(t);
    for (name, ours) in [
        ("lower", case::lower(t).expect("memory")),
        ("upper", case::upper(t).expect("memory")),
        ("title", case::title(t).expect("memory")),
        ("capitalize", case::capitalize(t).expect("memory")),
        ("swapcase", case::swapcase(t).expect("memory")),
        ("casefold", case::casefold(t).expect("memory")),
    ] {
        cases.add(format!("{s}.{name}()"), literal(&ours));
    }
    cases.add(format!("repr({s})"), literal(&repr::str_repr(t).expect("memory")));
    cases.add(format!("ascii({s})"), literal(&repr::str_ascii(t).expect("memory")));
    cases.add(format!("len({s})"), length.to_string());
    let limit = cases.below(5) as i64 - 1;
    cases.add(
        format!("{s}.split(None,{limit})"),
        list(&split::split_whitespace(t, limit, true).expect("memory"), literal),
    );
    cases.add(
        format!("{s}.rsplit(None,{limit})"),
        list(&split::rsplit_whitespace(t, limit, true).expect("memory"), literal),
    );
    let keep = cases.below(2) == 1;
    cases.add(
        format!("{s}.splitlines({})", show_bool(&keep)),
        list(&split::split_lines(t, keep, true).expect("memory"), literal),
    );
    let needle = cases.text(&["a", "b", "é", " ", "ab", "\n"], 2);
    let n = needle.as_bytes();
    let sn = literal(n);
    cases.result(format!("{s}.split({sn},{limit})"), split::split(t, n, limit), |p| list(p, literal));
    cases.result(format!("{s}.rsplit({sn},{limit})"), split::rsplit(t, n, limit), |p| list(p, literal));
    cases.result(format!("{s}.partition({sn})"), split::partition(t, n), |p| tuple3(p, literal));
    cases.result(format!("{s}.rpartition({sn})"), split::rpartition(t, n), |p| tuple3(p, literal));
    let (start, end) = (cases.below(24) as i64 - 12, cases.below(24) as i64 - 12);
    let (from, to) = find::clamp(start, end, length);
    let range = find::char_range(t, from, to, length);
    let index = |hit: Option<usize>| hit.map_or(-1, |at| wtf8::index_of_offset(t, at) as i64).to_string();
    let hit = range.and_then(|(from, to)| find::find(t, n, from, to));
    cases.add(format!("{s}.find({sn},{start},{end})"), index(hit));
    let hit = range.and_then(|(from, to)| find::rfind(t, n, from, to));
    cases.add(format!("{s}.rfind({sn},{start},{end})"), index(hit));
    let count = range.map_or(0, |(from, to)| find::count(t, n, from, to, true));
    cases.add(format!("{s}.count({sn},{start},{end})"), count.to_string());
    let starts = range.is_some_and(|(from, to)| find::starts_with(t, n, from, to));
    cases.add(format!("{s}.startswith({sn},{start},{end})"), show_bool(&starts));
    let ends = range.is_some_and(|(from, to)| find::ends_with(t, n, from, to));
    cases.add(format!("{s}.endswith({sn},{start},{end})"), show_bool(&ends));
    let new = find::replace(t, n, b"-+", limit, true).unwrap().unwrap_or(t.to_vec());
    cases.add(format!("{s}.replace({sn},'-+',{limit})"), literal(&new));
    for (name, ends) in
        [("strip", strip::Ends::Both), ("lstrip", strip::Ends::Left), ("rstrip", strip::Ends::Right)]
    {
        cases.add(format!("{s}.{name}()"), literal(strip::strip_str(t, ends, None)));
        cases.add(format!("{s}.{name}({sn})"), literal(strip::strip_str(t, ends, Some(n))));
    }
    let width = cases.below(20) as i64 - 2;
    for (name, place) in
        [("ljust", pad::Place::Left), ("rjust", pad::Place::Right), ("center", pad::Place::Center)]
    {
        let ours = pad::pad(t, length, width, "é".as_bytes(), place);
        cases.result(format!("{s}.{name}({width},'é')"), ours, |p| literal(p.as_deref().unwrap_or(t)));
    }
    let signed = format!("{}{text}", cases.text(&["+", "-", ""], 1));
    let ours = pad::zfill(signed.as_bytes(), wtf8::char_count(signed.as_bytes()), width);
    let shown = literal(signed.as_bytes());
    cases.result(format!("{shown}.zfill({width})"), ours, |p| {
        literal(p.as_deref().unwrap_or(signed.as_bytes()))
    });
    cases.result(format!("{s}.expandtabs({limit})"), pad::expand_tabs(t, limit, true), |p| literal(p));
    let step = *cases.pick(&[1i64, 2, 3, -1, -2, -5]);
    let first = cases.below(length + 1);
    let room = if step > 0 { length - first } else { first + 1 };
    let most = if first == length { 0 } else { room.div_ceil(step.unsigned_abs() as usize) };
    let ours = wtf8::slice_step(t, first, step, most, t.len() == length);
    if first < length {
        cases.add(format!("{s}[{first}::{step}]"), literal(&ours));
    }
}

fn byte_methods(cases: &mut Cases) {
    let parts = ["a", "B", "ab", "z", "1", " ", "\t", "\n", "\r", "\x1c", "'", "\\", "é", "A'b"];
    let text = cases.text(&parts, 8);
    let t = text.as_bytes();
    let s = bytes_literal(t);
    for (name, ours) in
        [("title", bytes::title(t)), ("capitalize", bytes::capitalize(t)), ("swapcase", bytes::swapcase(t))]
    {
        cases.add(format!("{s}.{name}()"), bytes_literal(&ours));
    }
    for (name, ours) in [
        ("isalpha", bytes::is_alpha(t)),
        ("isdigit", bytes::is_digit(t)),
        ("isalnum", bytes::is_alnum(t)),
        ("isspace", bytes::is_space(t)),
        ("islower", bytes::is_lower(t)),
        ("isupper", bytes::is_upper(t)),
        ("istitle", bytes::is_title(t)),
    ] {
        cases.add(format!("{s}.{name}()"), show_bool(&ours));
    }
    let limit = cases.below(5) as i64 - 1;
    cases.add(
        format!("{s}.split(None,{limit})"),
        list(&split::split_whitespace(t, limit, false).expect("memory"), bytes_literal),
    );
    cases.add(
        format!("{s}.rsplit(None,{limit})"),
        list(&split::rsplit_whitespace(t, limit, false).expect("memory"), bytes_literal),
    );
    cases.add(
        format!("{s}.splitlines(True)"),
        list(&split::split_lines(t, true, false).expect("memory"), bytes_literal),
    );
    cases.add(format!("{s}.strip()"), bytes_literal(strip::strip_bytes(t, strip::Ends::Both, None)));
    cases.add(
        format!("{s}.rstrip(b'a ')"),
        bytes_literal(strip::strip_bytes(t, strip::Ends::Right, Some(b"a "))),
    );
    let new = find::replace(t, b"", b"-", limit, false).unwrap().unwrap_or(t.to_vec());
    cases.add(format!("{s}.replace(b'',b'-',{limit})"), bytes_literal(&new));
    cases.result(format!("{s}.expandtabs(3)"), pad::expand_tabs(t, 3, false), |p| bytes_literal(p));
    let group = cases.below(9) as i64 - 4;
    cases.add(format!("{s}.hex(':',{group})"), literal(bytes::hex(t, Some(b':'), group).as_bytes()));
    cases
        .result(format!("{s}.translate(None,b'ab')"), bytes::translate(t, None, b"ab"), |p| bytes_literal(p));
    let text = cases.text(&["0", "1a", "ff", " ", "FF", "g", "\n", "é"], 6);
    let ours = bytes::from_hex(text.as_bytes());
    cases.result(format!("bytes.fromhex({})", literal(text.as_bytes())), ours, |p| bytes_literal(p));
}

fn codecs(cases: &mut Cases) {
    let names =
        ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-8-sig"];
    let handlers = [
        "strict",
        "ignore",
        "replace",
        "backslashreplace",
        "surrogateescape",
        "surrogatepass",
        "xmlcharrefreplace",
        "namereplace",
        "nonsense",
    ];
    let (name, handler) = (*cases.pick(&names), *cases.pick(&handlers));
    let codec = Codec::find(name).expect("known");
    let chunks: [&[u8]; 20] = [
        b"a",
        b"\xc3\xa9",
        b"\xe2\x82\xac",
        b"\xf0\x9f\x98\x80",
        b"\xff",
        b"\xe2\x82",
        b"\xed\xa0\x80",
        b"\xed\xb2\x80",
        b"\xc0",
        b"\x80",
        b"\xf4\x90",
        b"\x00",
        b"\xd8",
        b"\xdc",
        b"\x00\xd8",
        b"\x00\xdc",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\x00\x00",
        b"\xef\xbb\xbf",
    ];
    let mut bytes = Vec::new();
    for _ in 0..cases.below(7) {
        let chunk = *cases.pick(&chunks);
        bytes.extend_from_slice(chunk);
    }
    cases.result(
        format!("{}.decode('{name}','{handler}')", bytes_literal(&bytes)),
        decode(&bytes, codec, &Errors::find(handler)),
        |text| literal(text),
    );
    let codes = [0x61u32, 0xe9, 0x100, 0x20ac, 0x1f600, 0xd800, 0xdc80, 0xdcff, 0xdfff, 0xe000, 0xff, 0x7f];
    let mut text = Vec::new();
    for _ in 0..cases.below(7) {
        wtf8::push(&mut text, *cases.pick(&codes));
    }
    cases.result(
        format!("{}.encode('{name}','{handler}')", literal(&text)),
        encode(&text, codec, &Errors::find(handler)),
        |bytes| bytes_literal(bytes),
    );
}

fn random_spec(cases: &mut Cases) -> String {
    if cases.below(12) == 0 {
        return cases.text(&["<", "0", "5", ",", "_", ".", "d", "x", "é", " ", "+", "z", "#", "\0"], 4);
    }
    let mut spec = String::new();
    spec.push_str(cases.word(&["", "", "", "<", ">", "^", "=", "*<", "é^", "0=", "0>", "{>"]));
    spec.push_str(cases.word(&["", "", "", "+", "-", " "]));
    spec.push_str(cases.word(&["", "", "", "", "", "z"]));
    spec.push_str(cases.word(&["", "", "", "#"]));
    spec.push_str(cases.word(&["", "", "0"]));
    spec.push_str(cases.word(&["", "", "1", "5", "12", "13", "14", "15", "16", "17", "30"]));
    spec.push_str(cases.word(&["", "", "", ",", "_"]));
    spec.push_str(cases.word(&["", "", "", ".0", ".1", ".3", ".6", ".17", ".25"]));
    spec.push_str(
        cases.word(&["", "", "d", "b", "o", "x", "X", "c", "n", "e", "E", "f", "F", "g", "G", "%", "s", "q"]),
    );
    spec
}

#[allow(clippy::ptr_arg, reason = "passed where a function of the result's type is wanted")]
fn text_of(result: &Vec<u8>) -> String {
    literal(result)
}

fn specs(cases: &mut Cases) {
    let spec = random_spec(cases);
    let f = spec.as_bytes();
    let s = literal(f);
    let value = match cases.below(3) {
        0 => Int::Small(cases.below(1200) as i64 - 100),
        _ => crate::numbers::random_int(cases),
    };
    let shown = crate::show_int(&value);
    cases.result(
        format!("format({shown},{s})"),
        format_spec::number::int(value.as_ref(), f, "int", 0),
        text_of,
    );
    let x = crate::numbers::random_float(cases);
    cases.result(
        format!("format(F({}),{s})", x.to_bits()),
        format_spec::number::float(x, f, "float"),
        text_of,
    );
    let z = Complex { re: crate::numbers::random_float(cases), im: crate::numbers::random_float(cases) };
    let question = format!("format(C({},{}),{s})", z.re.to_bits(), z.im.to_bits());
    cases.result(question, format_spec::number::complex(z, f, "complex"), text_of);
    let flag = cases.below(2) == 0;
    cases.result(format!("format({},{s})", show_bool(&flag)), format_spec::number::bool(flag, f), text_of);
    let text = cases.text(&["a", "é", "bc", "😀"], 6);
    let question = format!("format({},{s})", literal(text.as_bytes()));
    cases.result(question, format_spec::str(text.as_bytes(), f, "str"), text_of);
}

/// An argument of `%`.
enum Argument {
    Int(Int),
    Float(f64),
    Str(Vec<u8>),
}

fn fill(format: &[u8], arguments: &[Argument], bytes: bool) -> TextResult<Vec<u8>> {
    let mut out = Vec::new();
    let mut next = arguments.iter();
    for piece in if bytes { Pieces::of_bytes(format) } else { Pieces::of_str(format) } {
        let directive = match piece? {
            Piece::Literal(text) => {
                out.extend_from_slice(text);
                continue;
            }
            Piece::Plain(kind) => percent::Directive::plain(kind),
            Piece::Directive(directive) => directive,
        };
        if directive.key.is_some() {
            return Err(percent::not_a_mapping());
        }
        let mut star = |amount| match amount {
            percent::Amount::Star => match next.next() {
                None => Err(percent::not_enough()),
                Some(Argument::Int(Int::Small(n))) => Ok(*n),
                Some(_) => Err(percent::star_wants_int()),
            },
            _ => Ok(0),
        };
        let (width, precision) = (star(directive.width)?, star(directive.precision)?);
        directive.check()?;
        let argument = next.next().ok_or_else(percent::not_enough)?;
        let wants = directive.wants(format, bytes)?;
        let layout = Layout::new(&directive, width, precision);
        let mismatch = |name: &str| Err::<(), TextError>(percent::wrong_type(&directive, wants, bytes, name));
        match (wants, argument) {
            (Wants::Str, Argument::Str(text)) => layout.push_text(&mut out, text, !bytes)?,
            (Wants::Ascii, Argument::Str(text)) if bytes => {
                layout.push_text(&mut out, bytes_literal(text).as_bytes(), false)?;
            }
            (Wants::Repr, Argument::Str(text)) => {
                layout.push_text(&mut out, &repr::str_repr(text).expect("memory"), true)?
            }
            (Wants::Ascii, Argument::Str(text)) => {
                layout.push_text(&mut out, &repr::str_ascii(text).expect("memory"), true)?
            }
            (Wants::Str, Argument::Int(_)) if bytes => mismatch("int")?,
            (Wants::Str, Argument::Float(_)) if bytes => mismatch("float")?,
            (Wants::Char, Argument::Int(n)) if bytes => {
                let byte = n.as_ref().to_i64().and_then(|n| u8::try_from(n).ok());
                layout.push_char(&mut out, &[byte.ok_or_else(|| percent::char_out_of_range(true))?])?;
            }
            (Wants::Char, Argument::Str(text)) if bytes && text.len() != 1 => {
                mismatch(&format!("a bytes object of length {}", text.len()))?
            }
            (Wants::Str | Wants::Repr | Wants::Ascii, Argument::Int(n)) => {
                layout.push_text(&mut out, crate::show_int(n).as_bytes(), true)?;
            }
            (Wants::Str | Wants::Repr | Wants::Ascii, Argument::Float(x)) => {
                layout.push_text(&mut out, crate::show_float(x).as_bytes(), true)?;
            }
            (Wants::Char, Argument::Int(n)) => {
                let code = n.as_ref().to_i64().filter(|n| (0..0x11_0000).contains(n));
                let code = code.ok_or_else(|| percent::char_out_of_range(false))?;
                layout.push_char(&mut out, &wtf8::from_code_point(code as u32))?;
            }
            (Wants::Char, Argument::Str(text)) if wtf8::char_count(text) == 1 => {
                layout.push_char(&mut out, text)?
            }
            (Wants::Char, Argument::Str(text)) if !bytes => {
                mismatch(&format!("a string of length {}", wtf8::char_count(text)))?
            }
            (Wants::Char, Argument::Float(_)) => mismatch("float")?,
            (Wants::Decimal | Wants::Integer, Argument::Int(n)) => {
                layout.push_int(&mut out, n.as_ref(), 0)?
            }
            (Wants::Decimal, Argument::Float(x)) => {
                let whole = hoopsnake::object::number::float::to_int(*x)?;
                layout.push_int(&mut out, whole.as_ref(), 0)?;
            }
            (Wants::Float, Argument::Float(x)) => layout.push_float(&mut out, *x)?,
            (Wants::Float, Argument::Int(n)) => {
                let x = hoopsnake::object::number::int::arith::to_float(n.as_ref())?;
                layout.push_float(&mut out, x)?;
            }
            (Wants::Integer, Argument::Float(_)) => mismatch("float")?,
            (_, Argument::Str(_)) => mismatch(if bytes { "bytes" } else { "str" })?,
        }
    }
    if next.next().is_some() { Err(percent::too_many(bytes)) } else { Ok(out) }
}

fn percents(cases: &mut Cases) {
    let mut format = String::new();
    for _ in 0..cases.below(3) + 1 {
        format.push_str(cases.word(&["", "é", "%%", "x"]));
        format.push('%');
        for _ in 0..cases.below(3) {
            format.push_str(cases.word(&["-", "+", " ", "#", "0"]));
        }
        format.push_str(cases.word(&["", "", "5", "12", "*"]));
        format.push_str(cases.word(&["", "", ".", ".0", ".3", ".12", ".*"]));
        format.push_str(cases.word(&["", "", "", "l"]));
        format.push_str(cases.word(&[
            "d", "i", "u", "x", "X", "o", "e", "E", "f", "F", "g", "G", "s", "r", "a", "c", "q", "%", "é", "",
        ]));
    }
    let bytes = cases.below(3) == 0 && format.is_ascii();
    let mut arguments = Vec::new();
    let mut shown = String::new();
    for _ in 0..cases.below(4) {
        match cases.below(4) {
            0 => {
                let text = cases.text(&["a", "é", "'"], 3);
                let show = if bytes { bytes_literal } else { literal };
                shown.push_str(&show(text.as_bytes()));
                arguments.push(Argument::Str(text.into_bytes()));
            }
            1 => {
                let x = crate::numbers::random_float(cases);
                shown.push_str(&format!("F({})", x.to_bits()));
                arguments.push(Argument::Float(x));
            }
            _ => {
                let n = Int::Small(cases.below(300) as i64 - 40);
                shown.push_str(&crate::show_int(&n));
                arguments.push(Argument::Int(n));
            }
        }
        shown.push_str(", ");
    }
    let show = if bytes { bytes_literal } else { literal };
    let question = format!("{} % ({shown})", show(format.as_bytes()));
    cases.result(question, fill(format.as_bytes(), &arguments, bytes), |text| show(text));
}

fn templates(cases: &mut Cases) {
    let parts = [
        "{",
        "}",
        "{",
        "}",
        "{}",
        "{0}",
        "a",
        ":",
        "!",
        "r",
        "[",
        "]",
        ".",
        "é",
        "{a.b[0]!r:>{w}}",
        "{{",
        "}}",
        " ",
    ];
    let text = cases.text(&parts, 7);
    let pieces: TextResult<Vec<_>> = Template::new(text.as_bytes()).collect();
    let question = format!("list(_string.formatter_parser({}))", literal(text.as_bytes()));
    cases.result(question, pieces, |pieces| {
        let shown = pieces.iter().map(|piece| {
            let literal_text = literal(piece.literal);
            match piece.field {
                None => format!("({literal_text}, None, None, None)"),
                Some(field) => {
                    let conversion = match field.conversion {
                        0 => "None".to_string(),
                        code => literal(&wtf8::from_code_point(code)),
                    };
                    format!(
                        "({literal_text}, {}, {}, {conversion})",
                        literal(field.name),
                        literal(field.spec)
                    )
                }
            }
        });
        format!("[{}]", shown.collect::<Vec<_>>().join(", "))
    });
    let name = cases.text(&["a", "0", "12", ".", "[", "]", "b", "é", "99999999999999999999", "٣"], 6);
    let split = split_name(name.as_bytes())
        .and_then(|(first, rest)| Ok((first, rest.collect::<TextResult<Vec<_>>>()?)));
    let question = format!(
        "(lambda p: (p[0], list(p[1])))(_string.formatter_field_name_split({}))",
        literal(name.as_bytes())
    );
    cases.result(question, split, |(first, rest)| {
        let first = match first {
            First::Auto => "''".to_string(),
            First::Index(index) => index.to_string(),
            First::Name(name) => literal(name),
        };
        let rest = rest.iter().map(|accessor| match accessor {
            Accessor::Attribute(name) => format!("(True, {})", literal(name)),
            Accessor::Index(index) => format!("(False, {index})"),
            Accessor::Key(name) => format!("(False, {})", literal(name)),
        });
        format!("({first}, [{}])", rest.collect::<Vec<_>>().join(", "))
    });
}

/// All of them.
pub fn collect(cases: &mut Cases) {
    for _ in 0..800 {
        methods(cases);
        byte_methods(cases);
    }
    for _ in 0..4000 {
        codecs(cases);
        specs(cases);
        percents(cases);
        templates(cases);
    }
    for name in [
        "UTF_8",
        "Utf-8 ",
        "u8",
        "utf 8",
        "latin",
        "L1",
        "iso-8859-1",
        "us-ascii",
        "646",
        "xyz",
        "utf_16le",
        "UTF-32BE",
        "utf--8",
    ] {
        let ours = Codec::find(name).and_then(|codec| encode(b"a", codec, &Errors::Strict));
        cases.result(format!("'a'.encode('{name}')"), ours, |bytes| bytes_literal(bytes));
    }
    let big = IntRef::Small(5);
    for spec in [
        "99999999999999999999",
        ".99999999999999999999",
        "5.",
        ",,",
        "__",
        ",_",
        "_,",
        "abc",
        "1_000",
        "<",
        "\u{d7ff}",
    ] {
        let ours = format_spec::number::int(big, spec.as_bytes(), "int", 0);
        cases.result(format!("format(5,{})", literal(spec.as_bytes())), ours, text_of);
    }
}
