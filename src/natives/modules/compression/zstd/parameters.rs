//! Parameters of compression and decompression: numbers, names, bounds, and what is made of them.

use hoopsnake_zstd::{CompressionLevel, CompressionParameters, FrameSettings, Strategy};

/// The level that is used without one.
pub const LEVEL_DEFAULT: i32 = 3;

/// A parameter: its number, the name that errors have, the constant of the module, the least and the most.
pub struct Parameter {
    pub key: i32,
    pub name: &'static str,
    pub constant: &'static str,
    pub bounds: (i32, i32),
}

const fn p(key: i32, name: &'static str, constant: &'static str, low: i32, high: i32) -> Parameter {
    Parameter { key, name, constant, bounds: (low, high) }
}

pub const LEVEL: i32 = 100;
const WINDOW_LOG: i32 = 101;
const HASH_LOG: i32 = 102;
const CHAIN_LOG: i32 = 103;
const SEARCH_LOG: i32 = 104;
const MIN_MATCH: i32 = 105;
const TARGET_LENGTH: i32 = 106;
const STRATEGY: i32 = 107;
const LDM: i32 = 160;
const LDM_HASH_LOG: i32 = 161;
const LDM_MIN_MATCH: i32 = 162;
const LDM_BUCKET: i32 = 163;
const LDM_RATE: i32 = 164;
const CONTENT_SIZE: i32 = 200;
const CHECKSUM: i32 = 201;
const DICTIONARY_ID: i32 = 202;

/// Of compression, in zstd.h's order.
pub const COMPRESSION: &[Parameter] = &[
    p(LEVEL, "compression_level", "ZSTD_c_compressionLevel", -131_072, 22),
    p(WINDOW_LOG, "window_log", "ZSTD_c_windowLog", 10, 31),
    p(HASH_LOG, "hash_log", "ZSTD_c_hashLog", 6, 30),
    p(CHAIN_LOG, "chain_log", "ZSTD_c_chainLog", 6, 30),
    p(SEARCH_LOG, "search_log", "ZSTD_c_searchLog", 1, 30),
    p(MIN_MATCH, "min_match", "ZSTD_c_minMatch", 3, 7),
    p(TARGET_LENGTH, "target_length", "ZSTD_c_targetLength", 0, 131_072),
    p(STRATEGY, "strategy", "ZSTD_c_strategy", 1, 9),
    p(LDM, "enable_long_distance_matching", "ZSTD_c_enableLongDistanceMatching", 0, 2),
    p(LDM_HASH_LOG, "ldm_hash_log", "ZSTD_c_ldmHashLog", 6, 30),
    p(LDM_MIN_MATCH, "ldm_min_match", "ZSTD_c_ldmMinMatch", 4, 4096),
    p(LDM_BUCKET, "ldm_bucket_size_log", "ZSTD_c_ldmBucketSizeLog", 1, 8),
    p(LDM_RATE, "ldm_hash_rate_log", "ZSTD_c_ldmHashRateLog", 0, 25),
    p(CONTENT_SIZE, "content_size_flag", "ZSTD_c_contentSizeFlag", 0, 1),
    p(CHECKSUM, "checksum_flag", "ZSTD_c_checksumFlag", 0, 1),
    p(DICTIONARY_ID, "dict_id_flag", "ZSTD_c_dictIDFlag", 0, 1),
    p(400, "nb_workers", "ZSTD_c_nbWorkers", 0, 256),
    p(401, "job_size", "ZSTD_c_jobSize", 0, 1 << 30),
    p(402, "overlap_log", "ZSTD_c_overlapLog", 0, 9),
];

/// Of decompression.
pub const DECOMPRESSION: &[Parameter] = &[p(100, "window_log_max", "ZSTD_d_windowLogMax", 10, 31)];

/// A parameter by its number.
pub fn of(table: &'static [Parameter], key: i32) -> Option<&'static Parameter> {
    table.iter().find(|p| p.key == key)
}

impl Parameter {
    /// Whether a value is taken: one within the bounds, or 0, which leaves it to the level.
    pub fn takes(&self, value: i32) -> bool {
        let (low, high) = self.bounds;
        (low..=high).contains(&value)
            || value == 0 && matches!(self.key, WINDOW_LOG..=STRATEGY | LDM..=LDM_RATE)
    }
}

/// What a compressor is told.
#[derive(Clone, Debug)]
pub struct Settings {
    pub level: i32,
    pub content_size: bool,
    pub checksum: bool,
    pub dictionary_id: bool,
    /// The others that were given, and are not 0.
    tuned: Vec<(i32, u32)>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            level: LEVEL_DEFAULT,
            content_size: true,
            checksum: false,
            dictionary_id: true,
            tuned: Vec::new(),
        }
    }
}

impl Settings {
    /// Sets one, whose value is taken. (Of workers there is one, whatever is asked for.)
    pub fn set(&mut self, key: i32, value: i32) {
        match key {
            LEVEL => self.level = if value == 0 { LEVEL_DEFAULT } else { value },
            CONTENT_SIZE => self.content_size = value != 0,
            CHECKSUM => self.checksum = value != 0,
            DICTIONARY_ID => self.dictionary_id = value != 0,
            _ => match u32::try_from(value) {
                Ok(n) if n > 0 => self.tuned.push((key, n)),
                _ => {}
            },
        }
    }

    /// For the library below.
    pub fn of_frames(&self) -> FrameSettings {
        FrameSettings {
            level: CompressionLevel::from_level(self.level),
            parameters: self.built(),
            checksum: self.checksum,
            content_size: self.content_size,
            dictionary_id: self.dictionary_id,
        }
    }

    /// None: the level says all.
    fn built(&self) -> Option<CompressionParameters> {
        if self.tuned.is_empty() {
            return None;
        }
        let long = self.tuned.contains(&(LDM, 1));
        let mut b = CompressionParameters::builder(CompressionLevel::from_level(self.level));
        for &(key, n) in &self.tuned {
            b = match key {
                // The library has tables of up to 2^30.
                WINDOW_LOG => b.window_log(n.min(30)),
                HASH_LOG => b.hash_log(n),
                CHAIN_LOG => b.chain_log(n),
                SEARCH_LOG => b.search_log(n),
                MIN_MATCH => b.min_match(n),
                TARGET_LENGTH => b.target_length(n),
                STRATEGY => match Strategy::from_ordinal(n) {
                    Some(s) => b.strategy(s),
                    None => b,
                },
                LDM_HASH_LOG if long => b.ldm_hash_log(n),
                LDM_MIN_MATCH if long => b.ldm_min_match(n),
                LDM_BUCKET if long => b.ldm_bucket_size_log(n),
                LDM_RATE if long => b.ldm_hash_rate_log(n.min(24)),
                _ => b,
            };
        }
        b.enable_long_distance_matching(long).build().ok()
    }
}
