//! Cases about numbers.

use hoopsnake::object::number::complex::{self, Complex};
use hoopsnake::object::number::float::{self, arith as farith, hex, parse as fparse, round};
use hoopsnake::object::number::int::arith::{self, Power};
use hoopsnake::object::number::int::bytes::{ByteOrder, from_bytes, to_bytes};
use hoopsnake::object::number::int::{self, Int, bits, parse, theory};
use hoopsnake::object::number::{float::arith::FloatPower, hash};
use num_bigint::BigInt;

use crate::{Cases, bytes_literal, literal, show_complex, show_float, show_int};

/// A random int: small, near a power of two, or big.
pub fn random_int(cases: &mut Cases) -> Int {
    let size = *cases.pick(&[3u32, 8, 31, 32, 53, 54, 62, 63, 64, 65, 100, 128, 300, 1100]);
    let mut value = BigInt::from(0);
    for _ in 0..size.div_ceil(64) {
        value = (value << 64u8) + cases.random();
    }
    value %= BigInt::from(1) << size;
    if cases.below(4) == 0 {
        value = (BigInt::from(1) << size) + BigInt::from(cases.below(5)) - 2;
    }
    Int::from_big(if cases.below(2) == 0 { -value } else { value })
}

/// A random float: any bits, a short decimal, a whole number, something special.
pub fn random_float(cases: &mut Cases) -> f64 {
    match cases.below(6) {
        0 => f64::from_bits(cases.random()),
        1 => cases.below(2_000_000) as f64 / 1000.0 - 1000.0,
        2 => cases.below(1_000_000_000) as f64 * 10f64.powi(cases.below(30) as i32 - 15),
        3 => (cases.random() >> cases.below(64)) as f64,
        4 => *cases.pick(&[
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.5,
            2.5,
            1.5,
            1e16,
            1e15,
            9999999999999998.0,
            1e-4,
            1e-5,
            123456.5,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MAX,
            5e-324,
            2.2250738585072014e-308,
            0.1,
            1e22,
            1e23,
        ]),
        _ => cases.below(100_000) as f64 / 8.0,
    }
}

fn f(x: f64) -> String {
    format!("F({})", x.to_bits())
}

fn pair<T>(show: impl Fn(&T) -> String) -> impl Fn(&(T, T)) -> String {
    move |(a, b)| format!("({}, {})", show(a), show(b))
}

fn power(power: &Power) -> String {
    match power {
        Power::Int(value) => show_int(value),
        Power::Float(value) => show_float(value),
    }
}

fn ints(cases: &mut Cases) {
    let (x, y, z) = (random_int(cases), random_int(cases), random_int(cases));
    let (a, b, m) = (x.as_ref(), y.as_ref(), z.as_ref());
    let (sa, sb, sm) = (format!("({})", show_int(&x)), format!("({})", show_int(&y)), show_int(&z));
    cases.add(format!("{sa}+{sb}"), show_int(&arith::add(a, b)));
    cases.add(format!("{sa}-{sb}"), show_int(&arith::sub(a, b)));
    cases.add(format!("{sa}*{sb}"), show_int(&arith::mul(a, b)));
    cases.add(format!("(-{sa}, abs({sa}))"), pair(show_int)(&(arith::neg(a), arith::abs(a))));
    cases.result(format!("{sa}//{sb}"), arith::floor_div(a, b), show_int);
    cases.result(format!("{sa}%{sb}"), arith::modulo(a, b), show_int);
    cases.result(format!("divmod({sa},{sb})"), arith::divmod(a, b), pair(show_int));
    cases.result(format!("{sa}/{sb}"), arith::true_div(a, b), show_float);
    cases.result(format!("float({sa})"), arith::to_float(a), show_float);
    cases.add(format!("{sa}&{sb}"), show_int(&bits::and(a, b)));
    cases.add(format!("{sa}|{sb}"), show_int(&bits::or(a, b)));
    cases.add(format!("{sa}^{sb}"), show_int(&bits::xor(a, b)));
    cases.add(format!("~{sa}"), show_int(&bits::not(a)));
    let shift = Int::Small(cases.below(140) as i64 - 3);
    cases.result(format!("{sa}<<{}", show_int(&shift)), bits::shl(a, shift.as_ref()), show_int);
    cases.result(format!("{sa}>>{}", show_int(&shift)), bits::shr(a, shift.as_ref()), show_int);
    cases.result(format!("pow({sa},{sb},{sm})"), arith::pow_mod(a, b, m), show_int);
    let exponent = Int::Small(cases.below(12) as i64 - 3);
    cases.result(format!("{sa}**({})", show_int(&exponent)), arith::pow(a, exponent.as_ref()), power);
    cases.add(format!("hash({sa})"), hash::hash_int(a).to_string());
    cases.add(format!("{sa}.bit_length()"), a.bit_length().to_string());
    cases.add(format!("{sa}.bit_count()"), bits::bit_count(a).to_string());
    cases.result(format!("math.isqrt({sa})"), theory::isqrt(a), show_int);
    cases.add(format!("math.gcd({sa},{sb})"), show_int(&theory::gcd(a, b)));
    cases.add(format!("math.lcm({sa},{sb})"), show_int(&theory::lcm(a, b)));
    let digits = cases.below(25) as i64 + 1;
    cases.result(format!("round({sa},-{digits})"), arith::round_to_tens(a, digits as u64), show_int);
    let small = Int::Small(cases.below(40) as i64 - 2);
    let k = Int::Small(cases.below(40) as i64 - 2);
    let (ss, sk) = (show_int(&small), show_int(&k));
    cases.result(format!("math.comb({ss},{sk})"), theory::comb(small.as_ref(), k.as_ref()), show_int);
    cases.result(format!("math.perm({ss},{sk})"), theory::perm(small.as_ref(), k.as_ref()), show_int);
    cases.result(format!("math.factorial({ss})"), theory::factorial(small.as_ref()), show_int);
    let (length, signed) = (cases.below(40) as i64, cases.below(2) == 0);
    let (order, name) = *cases.pick(&[(ByteOrder::Big, "big"), (ByteOrder::Little, "little")]);
    let truth = if signed { "True" } else { "False" };
    let bytes = to_bytes(a, length, order, signed);
    if let Ok(bytes) = &bytes {
        let back = from_bytes(bytes, order, signed);
        cases.add(
            format!("int.from_bytes({},'{name}',signed={truth})", bytes_literal(bytes)),
            show_int(&back),
        );
    }
    cases.result(format!("{sa}.to_bytes({length},'{name}',signed={truth})"), bytes, |b| bytes_literal(b));
    let x = if cases.below(2) == 0 { arith::to_float(a).unwrap_or(1.0) } else { random_float(cases) };
    let order = int::cmp_float(a, x);
    let answer = format!(
        "({}, {})",
        crate::show_bool(&(order == Some(std::cmp::Ordering::Less))),
        crate::show_bool(&(order == Some(std::cmp::Ordering::Equal)))
    );
    cases.add(format!("({sa} < {0}, {sa} == {0})", f(x)), answer);
}

fn floats(cases: &mut Cases) {
    let (x, y) = (random_float(cases), random_float(cases));
    let (sx, sy) = (f(x), f(y));
    cases.add(format!("repr({sx})"), literal(show_float(&x).as_bytes()));
    cases.add(format!("{sx}.hex()"), literal(hex::hex(x).as_bytes()));
    if !x.is_nan() {
        cases.result(format!("float.fromhex({sx}.hex())"), hex::from_hex(hex::hex(x).as_bytes()), show_float);
    }
    cases.result(format!("{sx}.as_integer_ratio()"), float::as_integer_ratio(x), pair(show_int));
    cases.add(format!("{sx}.is_integer()"), crate::show_bool(&float::is_integer(x)));
    cases.result(format!("int({sx})"), float::to_int(x), show_int);
    cases.result(format!("round({sx})"), round::round_to_int(x), show_int);
    let digits = if cases.below(3) == 0 { cases.below(700) as i64 - 350 } else { cases.below(24) as i64 - 8 };
    let digits = Int::Small(digits);
    cases.result(format!("round({sx},{})", show_int(&digits)), round::round(x, digits.as_ref()), show_float);
    cases.result(format!("{sx}/{sy}"), farith::div(x, y), show_float);
    cases.result(format!("{sx}//{sy}"), farith::floor_div(x, y), show_float);
    cases.result(format!("{sx}%{sy}"), farith::modulo(x, y), show_float);
    cases.result(format!("divmod({sx},{sy})"), farith::divmod(x, y), pair(show_float));
    let show = |power: &FloatPower| match power {
        FloatPower::Real(value) => show_float(value),
        FloatPower::Complex(value) => show_complex(value),
    };
    cases.result(format!("{sx}**{sy}"), farith::pow(x, y), show);
    if let Some(hash) = hash::hash_float(x) {
        cases.add(format!("hash({sx})"), hash.to_string());
    }
}

fn complexes(cases: &mut Cases) {
    let mut one = || Complex { re: random_float(cases), im: random_float(cases) };
    let (a, b) = (one(), one());
    let show = |z: Complex| format!("C({},{})", z.re.to_bits(), z.im.to_bits());
    let (sa, sb) = (show(a), show(b));
    cases.add(format!("repr({sa})"), literal(show_complex(&a).as_bytes()));
    cases.add(format!("{sa}*{sb}"), show_complex(&complex::mul(a, b)));
    cases.result(format!("{sa}/{sb}"), complex::div(a, b), show_complex);
    cases.result(format!("abs({sa})"), complex::abs(a), show_float);
    let exponent = Complex { re: cases.below(20) as f64 / 2.0 - 3.0, im: 0.0 };
    cases.result(format!("{sa}**{}", show(exponent)), complex::pow(a, exponent), show_complex);
    let small = Complex { re: cases.below(20) as f64 / 4.0 - 2.0, im: cases.below(20) as f64 / 4.0 };
    let other = Complex { re: cases.below(20) as f64 / 4.0 - 2.0, im: cases.below(9) as f64 / 4.0 };
    cases.result(format!("{}**{}", show(small), show(other)), complex::pow(small, other), show_complex);
    if let Some(hash) = hash::hash_complex(a) {
        cases.add(format!("hash({sa})"), hash.to_string());
    }
}

fn parsing(cases: &mut Cases) {
    let parts = [
        "0", "1", "7", "9", "a", "f", "x", "o", "b", "_", "+", "-", " ", "\t", "٣", "é", "0x", "z",
        "\u{2003}",
    ];
    let text = cases.text(&parts, 6);
    let base = *cases.pick(&[0i64, 2, 8, 10, 10, 10, 16, 36, 37, 1]);
    cases.result(
        format!("int({},{base})", literal(text.as_bytes())),
        parse::parse_str(text.as_bytes(), base, 4300),
        show_int,
    );
    let parts = [
        "0", "1", "5", "12", ".", "e", "E", "_", "+", "-", " ", "inf", "nan", "infinity", "٣", "\u{2003}",
        "e5", "1e-7",
    ];
    let text = cases.text(&parts, 6);
    cases.result(
        format!("float({})", literal(text.as_bytes())),
        fparse::parse_str(text.as_bytes()),
        show_float,
    );
    if text.is_ascii() {
        let bytes = text.as_bytes();
        cases.result(format!("float({})", bytes_literal(bytes)), fparse::parse_bytes(bytes), show_float);
    }
    let parts =
        ["0", "1", "2", ".5", "j", "J", "+", "-", "(", ")", " ", "e5", "inf", "nan", "_", "1j", "+2j"];
    let text = cases.text(&parts, 6);
    cases.result(
        format!("complex({})", literal(text.as_bytes())),
        complex::parse_str(text.as_bytes()),
        show_complex,
    );
    let parts = ["0", "1", "a", "F", ".", "p", "+", "-", "0x", "p3", "p-5", " ", "inf", "nan"];
    let text = cases.text(&parts, 6);
    cases.result(
        format!("float.fromhex({})", literal(text.as_bytes())),
        hex::from_hex(text.as_bytes()),
        show_float,
    );
    let digits =
        (0..cases.below(40) + 1).map(|_| char::from(b'0' + cases.below(10) as u8)).collect::<String>();
    let exponent = cases.below(400) as i64 - 360;
    let text = format!("{digits}e{exponent}");
    cases.result(format!("float('{text}')"), fparse::parse_str(text.as_bytes()), show_float);
}

/// All of them.
pub fn collect(cases: &mut Cases) {
    for _ in 0..400 {
        ints(cases);
        complexes(cases);
    }
    for _ in 0..1500 {
        floats(cases);
        parsing(cases);
    }
    for digits in [640, 641, 4300, 4301, 5000] {
        for tail in ["", "x"] {
            let text = format!("{}{tail}", "1".repeat(digits));
            let ours = parse::parse_str(text.as_bytes(), 10, 4300).map(|_| 0);
            cases.result(format!("T('int(\"1\"*{digits}+\"{tail}\")*0')"), ours, |n| n.to_string());
        }
        let value = Int::from_big(BigInt::from(10).pow(digits as u32 - 1));
        let ours = int::text::to_decimal(value.as_ref(), 4300).map(|text| text.len());
        cases.result(format!("T('len(str(10**{}))')", digits - 1), ours, |n| n.to_string());
    }
    for count in 0..40u32 {
        let mut hasher = hash::TupleHasher::default();
        (0..count).for_each(|n| hasher.add(i64::from(n) - 3));
        cases.add(format!("hash(tuple(map(hash, range(-3, {count} - 3))))"), {
            let mut hasher = hash::TupleHasher::default();
            (0..count).for_each(|n| hasher.add(hash::hash_i64(hash::hash_i64(i64::from(n) - 3))));
            hasher.finish().to_string()
        });
        let hashes = (0..count).map(|n| hash::hash_i64(i64::from(n) * 7919 - 3));
        let ours = hash::hash_frozenset(hashes).to_string();
        cases.add(format!("hash(frozenset(n * 7919 - 3 for n in range({count})))"), ours);
    }
}
