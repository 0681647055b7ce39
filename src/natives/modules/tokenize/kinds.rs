//! The kinds of tokens, with the numbers that the library's `token` has.

pub const ENDMARKER: u8 = 0;
pub const NAME: u8 = 1;
pub const NUMBER: u8 = 2;
pub const STRING: u8 = 3;
pub const NEWLINE: u8 = 4;
pub const INDENT: u8 = 5;
pub const DEDENT: u8 = 6;
pub const COLON: u8 = 11;
pub const DOT: u8 = 23;
pub const ELLIPSIS: u8 = 52;
pub const OP: u8 = 55;
pub const FSTRING_START: u8 = 59;
pub const FSTRING_MIDDLE: u8 = 60;
pub const FSTRING_END: u8 = 61;
pub const TSTRING_END: u8 = 64;
pub const COMMENT: u8 = 65;
pub const NL: u8 = 66;

/// The operators, the longest first.
pub const OPERATORS: &[(&[u8], u8)] = &[
    (b"**=", 46),
    (b"//=", 48),
    (b"<<=", 44),
    (b">>=", 45),
    (b"...", ELLIPSIS),
    (b"!=", 28),
    (b"%=", 40),
    (b"&=", 41),
    (b"**", 35),
    (b"*=", 38),
    (b"+=", 36),
    (b"-=", 37),
    (b"->", 51),
    (b"//", 47),
    (b"/=", 39),
    (b":=", 53),
    (b"<<", 33),
    (b"<=", 29),
    (b"==", 27),
    (b">=", 30),
    (b">>", 34),
    (b"@=", 50),
    (b"^=", 43),
    (b"|=", 42),
    (b"!", 54),
    (b"%", 24),
    (b"&", 19),
    (b"(", 7),
    (b")", 8),
    (b"*", 16),
    (b"+", 14),
    (b",", 12),
    (b"-", 15),
    (b".", DOT),
    (b"/", 17),
    (b":", COLON),
    (b";", 13),
    (b"<", 20),
    (b"=", 22),
    (b">", 21),
    (b"@", 49),
    (b"[", 9),
    (b"]", 10),
    (b"^", 32),
    (b"{", 25),
    (b"|", 18),
    (b"}", 26),
    (b"~", 31),
];
