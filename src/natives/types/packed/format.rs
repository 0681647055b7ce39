//! Formats of the struct module: text to a list of fields with their places.

/// In which order the bytes of a number stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Little,
    Big,
}

/// The order of this machine.
pub const NATIVE: Order = if cfg!(target_endian = "big") { Order::Big } else { Order::Little };

/// Values of one kind that follow each other.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub letter: u8,
    /// Bytes of one value; of `s` and `p` those of the whole field.
    pub size: usize,
    pub repeat: usize,
    /// Where the first begins.
    pub offset: usize,
}

/// A format.
#[derive(Debug)]
pub struct Format {
    pub fields: Vec<Field>,
    pub order: Order,
    /// Bytes and values of the whole.
    pub size: usize,
    pub values: usize,
}

/// What is wrong with a text.
pub type Fault = &'static str;

const TOO_LONG: Fault = "total struct size too long";
const BAD: Fault = "bad char in struct format";
const MOST: usize = isize::MAX as usize;

/// The size and alignment of a kind of values; None: there is none of this letter.
pub fn size_of(letter: u8, native: bool) -> Option<(usize, usize)> {
    let (size, align) = match letter {
        b'x' | b'b' | b'B' | b'c' | b's' | b'p' | b'?' => (1, 1),
        b'h' | b'H' | b'e' => (2, 2),
        b'i' | b'I' | b'f' => (4, 4),
        b'l' | b'L' if !native => (4, 4),
        b'F' => (8, 4),
        b'D' => (16, 8),
        b'l' | b'L' | b'q' | b'Q' | b'd' => (8, 8),
        b'n' | b'N' | b'P' if native => (8, 8),
        _ => return None,
    };
    Some((size, if native { align } else { 1 }))
}

/// Reads a format.
pub fn parse(text: &[u8]) -> Result<Format, Fault> {
    let (order, native, rest) = match text.first() {
        Some(b'<') => (Order::Little, false, &text[1..]),
        Some(b'>' | b'!') => (Order::Big, false, &text[1..]),
        Some(b'=') => (NATIVE, false, &text[1..]),
        Some(b'@') => (NATIVE, true, &text[1..]),
        _ => (NATIVE, true, text),
    };
    if text.contains(&0) {
        return Err("embedded null character");
    }
    let mut out = Format { fields: Vec::new(), order, size: 0, values: 0 };
    let mut i = 0;
    while let Some(&first) = rest.get(i) {
        if first.is_ascii_whitespace() || first == 0x0b {
            i += 1;
            continue;
        }
        let mut repeat = 1usize;
        if first.is_ascii_digit() {
            repeat = 0;
            while let Some(digit) = rest.get(i).filter(|b| b.is_ascii_digit()) {
                let digit = usize::from(digit - b'0');
                repeat = repeat.checked_mul(10).and_then(|n| n.checked_add(digit)).ok_or(TOO_LONG)?;
                if repeat > MOST {
                    return Err(TOO_LONG);
                }
                i += 1;
            }
        }
        let Some(&letter) = rest.get(i) else { return Err("repeat count given without format specifier") };
        i += 1;
        let (size, align) = size_of(letter, native).ok_or(BAD)?;
        // A field of no values still aligns what follows it.
        let offset = out.size.checked_next_multiple_of(align).ok_or(TOO_LONG)?;
        let bytes = repeat.checked_mul(size).ok_or(TOO_LONG)?;
        out.size = offset.checked_add(bytes).filter(|n| *n <= MOST).ok_or(TOO_LONG)?;
        match letter {
            b'x' => {}
            b's' | b'p' => {
                out.values += 1;
                out.fields.push(Field { letter, size: repeat, repeat: 1, offset });
            }
            _ => {
                out.values = out.values.checked_add(repeat).ok_or(TOO_LONG)?;
                if repeat > 0 {
                    out.fields.push(Field { letter, size, repeat, offset });
                }
            }
        }
    }
    Ok(out)
}
