//! The checks of the xz format: CRC-32, CRC-64 (ECMA-182, reflected), SHA-256.

use sha2::Digest;

/// The numbers of the format, by their names in the module.
pub const NONE: u32 = 0;
pub const CRC32: u32 = 1;
pub const CRC64: u32 = 4;
pub const SHA256: u32 = 10;
/// The largest number that a stream can have.
pub const ID_MAX: u32 = 15;
/// No stream says which one it has.
pub const UNKNOWN: u32 = 16;

/// Whether a check can be made.
pub fn is_supported(id: u32) -> bool {
    matches!(id, NONE | CRC32 | CRC64 | SHA256)
}

/// How many bytes a check has, known or not.
pub fn size(id: u32) -> usize {
    match id {
        0 => 0,
        1..=3 => 4,
        4..=6 => 8,
        7..=9 => 16,
        10..=12 => 32,
        _ => 64,
    }
}

/// A check that is being computed.
pub enum Check {
    /// None, or one that nobody knows: its bytes are skipped.
    Nothing,
    Crc32(crc32fast::Hasher),
    Crc64(u64),
    Sha256(Box<sha2::Sha256>),
}

impl Check {
    /// Of nothing yet.
    pub fn new(id: u32) -> Check {
        match id {
            CRC32 => Check::Crc32(crc32fast::Hasher::new()),
            CRC64 => Check::Crc64(!0),
            SHA256 => Check::Sha256(Box::default()),
            _ => Check::Nothing,
        }
    }

    /// Takes more data.
    pub fn update(&mut self, data: &[u8]) {
        match self {
            Check::Nothing => {}
            Check::Crc32(h) => h.update(data),
            Check::Crc64(crc) => *crc = crc64(*crc, data),
            Check::Sha256(h) => h.update(data),
        }
    }

    /// The bytes as they stand in the stream; none if the check cannot be made.
    pub fn done(self) -> Vec<u8> {
        match self {
            Check::Nothing => Vec::new(),
            Check::Crc32(h) => h.finalize().to_le_bytes().to_vec(),
            Check::Crc64(crc) => (!crc).to_le_bytes().to_vec(),
            Check::Sha256(h) => h.finalize().to_vec(),
        }
    }
}

/// CRC-32 of some bytes.
pub fn crc32(data: &[u8]) -> u32 {
    crc32fast::hash(data)
}

/// Remainders of each byte, followed by no to seven zeros: eight bytes are taken at once.
static TABLES: [[u64; 256]; 8] = tables();

const fn tables() -> [[u64; 256]; 8] {
    let mut out = [[0; 256]; 8];
    let mut i = 0;
    while i < 256 {
        let mut crc = i as u64;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xc96c_5795_d787_0f42 } else { crc >> 1 };
            bit += 1;
        }
        out[0][i] = crc;
        i += 1;
    }
    let mut k = 1;
    while k < 8 {
        let mut i = 0;
        while i < 256 {
            let before = out[k - 1][i];
            out[k][i] = before >> 8 ^ out[0][(before & 0xff) as usize];
            i += 1;
        }
        k += 1;
    }
    out
}

fn crc64(mut crc: u64, data: &[u8]) -> u64 {
    let (eights, rest) = data.as_chunks::<8>();
    for eight in eights {
        let bytes = (crc ^ u64::from_le_bytes(*eight)).to_le_bytes();
        crc = bytes.iter().enumerate().fold(0, |sum, (i, b)| sum ^ TABLES[7 - i][usize::from(*b)]);
    }
    rest.iter().fold(crc, |crc, b| crc >> 8 ^ TABLES[0][((crc ^ u64::from(*b)) & 0xff) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_values_of_the_catalogue() {
        assert_eq!(!crc64(!0, b"123456789"), 0x995d_c9bb_df19_39fa);
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        let mut parts = Check::new(CRC64);
        parts.update(b"1234");
        parts.update(b"56789");
        assert_eq!(parts.done(), 0x995d_c9bb_df19_39fa_u64.to_le_bytes());
    }
}
