//! Floats as text: `repr`, and the e, f and g forms that every formatting way shares.
//!
//! Digits come from the standard library (shortest, or correctly rounded to a precision); this file lays them out.

/// No double has more significant digits than this: what lies beyond is zeros.
const MAX_DIGITS: usize = 1100;

/// How to lay out a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Shortest digits that read back the same.
    Repr,
    /// Scientific.
    Exp,
    /// Positional.
    Fixed,
    /// Whichever is shorter, by significant digits.
    General,
}

/// Details of the layout.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Keep the point and trailing zeros (`#`).
    pub alternate: bool,
    /// Make sure that the text does not look like an integer.
    pub dot_zero: bool,
    /// Capital letters.
    pub upper: bool,
}

/// `repr(x)`
pub fn repr(x: f64) -> String {
    // The everyday case: few digits, no exponent. The standard library prints those alike.
    let magnitude = x.abs();
    if (1e-4..1e16).contains(&magnitude) || x == 0.0 {
        let text = format!("{x:?}");
        if text.len() < 16 {
            return text;
        }
    }
    format(x, Form::Repr, 0, Style { dot_zero: true, ..Style::default() })
}

/// Digits without point, and the place of the point relative to their start.
fn digits(formatted: &str) -> (String, i32) {
    let (mantissa, exponent) = formatted.split_once('e').unwrap_or((formatted, "0"));
    let digits = mantissa.chars().filter(|c| *c != '.').collect();
    (digits, exponent.parse::<i32>().unwrap_or(0) + 1)
}

/// The shortest digits that read back the same; where two are equally near, the even one.
fn shortest(x: f64) -> (String, i32) {
    let text = format!("{x:e}");
    let (found, point) = digits(&text);
    // The standard library takes the odd one. A tie needs an exact value of one digit more, hence many digits.
    if found.len() < 15 || found.as_bytes()[found.len() - 1] & 1 == 0 {
        return (found, point);
    }
    let near = found.len() - 1;
    let rounded = format!("{x:.near$e}");
    if rounded != text && rounded.parse() == Ok(x) { digits(&rounded) } else { (found, point) }
}

fn padded(mut digits: String, wanted: usize) -> String {
    while digits.len() < wanted {
        digits.push('0');
    }
    digits
}

/// The text of a float; a minus sign only, never a plus.
pub fn format(x: f64, form: Form, precision: usize, style: Style) -> String {
    let mut out = String::new();
    if x.is_nan() {
        out.push_str("nan");
    } else {
        if x.is_sign_negative() {
            out.push('-');
        }
        if x.is_infinite() {
            out.push_str("inf");
        } else {
            finite(&mut out, x.abs(), form, precision, style);
        }
    }
    if style.upper { out.to_ascii_uppercase() } else { out }
}

fn finite(out: &mut String, x: f64, form: Form, precision: usize, style: Style) {
    let near = precision.min(MAX_DIGITS);
    match form {
        Form::Fixed => {
            out.push_str(&format!("{x:.near$}"));
            out.extend(std::iter::repeat_n('0', precision - near));
            if precision == 0 && style.alternate {
                out.push('.');
            }
        }
        Form::Exp => {
            let (digits, point) = digits(&format!("{x:.near$e}"));
            scientific(out, &padded(digits, precision + 1), point - 1, style.alternate);
        }
        Form::Repr => {
            let (digits, point) = shortest(x);
            if point <= -4 || point > 16 {
                scientific(out, &digits, point - 1, style.alternate);
            } else {
                positional(out, &digits, point, style);
            }
        }
        Form::General => {
            let precision = precision.max(1);
            let near = (precision - 1).min(MAX_DIGITS);
            let (mut digits, point) = digits(&format!("{x:.near$e}"));
            let exponent = i64::from(point) > precision as i64 - i64::from(style.dot_zero);
            if style.alternate {
                digits = padded(digits, precision);
            } else {
                digits.truncate(digits.trim_end_matches('0').len().max(1));
            }
            if point <= -4 || exponent {
                scientific(out, &digits, point - 1, style.alternate);
            } else {
                positional(out, &digits, point, style);
            }
        }
    }
}

fn scientific(out: &mut String, digits: &str, exponent: i32, alternate: bool) {
    out.push_str(&digits[..1]);
    if digits.len() > 1 || alternate {
        out.push('.');
        out.push_str(&digits[1..]);
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    out.push_str(&format!("e{sign}{:02}", exponent.unsigned_abs()));
}

fn positional(out: &mut String, digits: &str, point: i32, style: Style) {
    if point <= 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', point.unsigned_abs() as usize));
        out.push_str(digits);
    } else if digits.len() > point as usize {
        out.push_str(&digits[..point as usize]);
        out.push('.');
        out.push_str(&digits[point as usize..]);
    } else {
        out.push_str(digits);
        out.extend(std::iter::repeat_n('0', point as usize - digits.len()));
        if style.dot_zero {
            out.push_str(".0");
        } else if style.alternate {
            out.push('.');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts() {
        assert_eq!(repr(1e16), "1e+16");
        assert_eq!(repr(1234567890123456.0), "1234567890123456.0");
        assert_eq!(repr(1e-5), "1e-05");
        assert_eq!(repr(0.0001), "0.0001");
        assert_eq!(repr(-0.0), "-0.0");
        assert_eq!(repr(f64::NAN), "nan");
        assert_eq!(repr(f64::NEG_INFINITY), "-inf");
        let plain = Style::default();
        assert_eq!(format(1234567.0, Form::General, 6, plain), "1.23457e+06");
        assert_eq!(format(100.0, Form::General, 3, Style { alternate: true, ..plain }), "100.");
        assert_eq!(format(0.0, Form::General, 6, plain), "0");
        assert_eq!(format(2.5, Form::Fixed, 0, plain), "2");
        assert_eq!(format(1.5, Form::Exp, 2, Style { upper: true, ..plain }), "1.50E+00");
    }
}
