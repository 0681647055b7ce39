//! The C library's locale: one for the whole process, so everything here takes turns. Texts go in with their end and come out copied.

use std::ffi::{CStr, c_char, c_int};
use std::sync::{Mutex, MutexGuard, PoisonError};

// What the crate does not declare; all are functions of the C library since its beginnings, `wchar_t` has 32 bits wherever this runs.
unsafe extern "C" {
    unsafe fn wcscoll(a: *const i32, b: *const i32) -> c_int;
    unsafe fn wcsxfrm(to: *mut i32, from: *const i32, room: usize) -> usize;
    unsafe fn gettext(message: *const c_char) -> *mut c_char;
    unsafe fn dgettext(domain: *const c_char, message: *const c_char) -> *mut c_char;
    unsafe fn dcgettext(domain: *const c_char, message: *const c_char, category: c_int) -> *mut c_char;
    unsafe fn textdomain(domain: *const c_char) -> *mut c_char;
    unsafe fn bindtextdomain(domain: *const c_char, folder: *const c_char) -> *mut c_char;
    unsafe fn bind_textdomain_codeset(domain: *const c_char, codeset: *const c_char) -> *mut c_char;
}

static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A copy of a text of the library's; None for no text.
///
/// # Safety
///
/// The address is nought or that of a text with its end, which nobody changes meanwhile.
unsafe fn copied(text: *const c_char) -> Option<Vec<u8>> {
    // SAFETY: see above.
    (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_bytes().to_vec())
}

/// Where a text is; nought for none.
///
/// # Safety
///
/// It is used while the text lives.
unsafe fn address(text: Option<&CStr>) -> *const c_char {
    text.map_or(std::ptr::null(), CStr::as_ptr)
}

/// `setlocale`: sets (or asks for) the locale of a category.
pub fn set(category: i32, locale: Option<&CStr>) -> Option<Vec<u8>> {
    let _turn = turn();
    // SAFETY: the text ends; the answer is copied before anybody else can ask.
    unsafe { copied(libc::setlocale(category, address(locale))) }
}

/// What `localeconv` tells: ten texts, in the order of the names below, and eight numbers.
pub struct Conventions {
    pub texts: [Vec<u8>; 10],
    pub numbers: [i8; 8],
}

/// The names of what [`conventions`] gives.
pub const TEXTS: [&str; 10] = [
    "int_curr_symbol",
    "currency_symbol",
    "mon_decimal_point",
    "mon_thousands_sep",
    "mon_grouping",
    "positive_sign",
    "negative_sign",
    "decimal_point",
    "thousands_sep",
    "grouping",
];
pub const NUMBERS: [&str; 8] = [
    "int_frac_digits",
    "frac_digits",
    "p_cs_precedes",
    "p_sep_by_space",
    "n_cs_precedes",
    "n_sep_by_space",
    "p_sign_posn",
    "n_sign_posn",
];

/// `localeconv`
pub fn conventions() -> Conventions {
    let _turn = turn();
    // SAFETY: the record is the library's and stays until somebody else asks or sets the locale; its texts end.
    unsafe {
        let c = &*libc::localeconv();
        let text = |p: *mut c_char| copied(p).unwrap_or_default();
        Conventions {
            texts: [
                text(c.int_curr_symbol),
                text(c.currency_symbol),
                text(c.mon_decimal_point),
                text(c.mon_thousands_sep),
                text(c.mon_grouping),
                text(c.positive_sign),
                text(c.negative_sign),
                text(c.decimal_point),
                text(c.thousands_sep),
                text(c.grouping),
            ],
            numbers: [
                c.int_frac_digits as i8,
                c.frac_digits as i8,
                c.p_cs_precedes as i8,
                c.p_sep_by_space as i8,
                c.n_cs_precedes as i8,
                c.n_sep_by_space as i8,
                c.p_sign_posn as i8,
                c.n_sign_posn as i8,
            ],
        }
    }
}

/// What `nl_langinfo` can be asked for: texts only, other items of the library are numbers in an address.
pub const ITEMS: &[(&str, i32)] = &[
    ("DAY_1", libc::DAY_1),
    ("DAY_2", libc::DAY_2),
    ("DAY_3", libc::DAY_3),
    ("DAY_4", libc::DAY_4),
    ("DAY_5", libc::DAY_5),
    ("DAY_6", libc::DAY_6),
    ("DAY_7", libc::DAY_7),
    ("ABDAY_1", libc::ABDAY_1),
    ("ABDAY_2", libc::ABDAY_2),
    ("ABDAY_3", libc::ABDAY_3),
    ("ABDAY_4", libc::ABDAY_4),
    ("ABDAY_5", libc::ABDAY_5),
    ("ABDAY_6", libc::ABDAY_6),
    ("ABDAY_7", libc::ABDAY_7),
    ("MON_1", libc::MON_1),
    ("MON_2", libc::MON_2),
    ("MON_3", libc::MON_3),
    ("MON_4", libc::MON_4),
    ("MON_5", libc::MON_5),
    ("MON_6", libc::MON_6),
    ("MON_7", libc::MON_7),
    ("MON_8", libc::MON_8),
    ("MON_9", libc::MON_9),
    ("MON_10", libc::MON_10),
    ("MON_11", libc::MON_11),
    ("MON_12", libc::MON_12),
    ("ABMON_1", libc::ABMON_1),
    ("ABMON_2", libc::ABMON_2),
    ("ABMON_3", libc::ABMON_3),
    ("ABMON_4", libc::ABMON_4),
    ("ABMON_5", libc::ABMON_5),
    ("ABMON_6", libc::ABMON_6),
    ("ABMON_7", libc::ABMON_7),
    ("ABMON_8", libc::ABMON_8),
    ("ABMON_9", libc::ABMON_9),
    ("ABMON_10", libc::ABMON_10),
    ("ABMON_11", libc::ABMON_11),
    ("ABMON_12", libc::ABMON_12),
    ("RADIXCHAR", libc::RADIXCHAR),
    ("THOUSEP", libc::THOUSEP),
    ("CRNCYSTR", libc::CRNCYSTR),
    ("D_T_FMT", libc::D_T_FMT),
    ("D_FMT", libc::D_FMT),
    ("T_FMT", libc::T_FMT),
    ("AM_STR", libc::AM_STR),
    ("PM_STR", libc::PM_STR),
    ("CODESET", libc::CODESET),
    ("T_FMT_AMPM", libc::T_FMT_AMPM),
    ("ERA", libc::ERA),
    ("ERA_D_FMT", libc::ERA_D_FMT),
    ("ERA_D_T_FMT", libc::ERA_D_T_FMT),
    ("ERA_T_FMT", libc::ERA_T_FMT),
    ("ALT_DIGITS", libc::ALT_DIGITS),
    ("YESEXPR", libc::YESEXPR),
    ("NOEXPR", libc::NOEXPR),
    // `_DATE_FMT` of glibc.
    ("_DATE_FMT", 131_180),
];

/// `nl_langinfo`; None for what is none of [`ITEMS`].
pub fn langinfo(item: i64) -> Option<Vec<u8>> {
    let (_, item) = ITEMS.iter().find(|(_, number)| i64::from(*number) == item)?;
    let _turn = turn();
    // SAFETY: the item is a text; the answer is copied before the locale can change.
    unsafe { copied(libc::nl_langinfo(*item)) }
}

/// Code points with an end behind them, as the wide functions take them.
pub struct Wide(Vec<i32>);

impl Wide {
    /// None: there is a nought inside.
    pub fn of(points: impl Iterator<Item = u32>) -> Option<Wide> {
        let mut all: Vec<i32> = points.map(|c| c as i32).collect();
        if all.contains(&0) {
            return None;
        }
        all.push(0);
        Some(Wide(all))
    }
}

/// `wcscoll`, its sign: the number itself changes with where the texts lie.
pub fn collate(a: &Wide, b: &Wide) -> i32 {
    let _turn = turn();
    // SAFETY: both have their end.
    unsafe { wcscoll(a.0.as_ptr(), b.0.as_ptr()) }.signum()
}

/// `wcsxfrm`: a text whose code points compare as `wcscoll` does. None: there is no room for it.
pub fn transformed(text: &Wide) -> Option<Vec<u32>> {
    let _turn = turn();
    // As long as the text, mostly; the call says if it is longer.
    let mut room = text.0.len();
    for _ in 0..2 {
        let mut out: Vec<i32> = Vec::new();
        out.try_reserve_exact(room).ok()?;
        out.resize(room, 0);
        // SAFETY: the call writes no more than it is told, and the text has its end.
        let n = unsafe { wcsxfrm(out.as_mut_ptr(), text.0.as_ptr(), room) };
        if n < room {
            out.truncate(n);
            return Some(out.into_iter().map(|c| c as u32).collect());
        }
        room = n.checked_add(1)?;
    }
    None
}

/// The translation of a message: `gettext`, `dgettext`, `dcgettext`.
pub fn translated(domain: Option<Option<&CStr>>, message: &CStr, category: Option<i32>) -> Vec<u8> {
    let _turn = turn();
    // SAFETY: the texts end and live as long as the call; the answer is one of them or the library's.
    let answer = unsafe {
        copied(match (domain, category) {
            (Some(domain), Some(category)) => dcgettext(address(domain), message.as_ptr(), category),
            (Some(domain), None) => dgettext(address(domain), message.as_ptr()),
            (None, _) => gettext(message.as_ptr()),
        })
    };
    answer.unwrap_or_else(|| message.to_bytes().to_vec())
}

/// `textdomain`
pub fn domain(name: Option<&CStr>) -> Option<Vec<u8>> {
    let _turn = turn();
    // SAFETY: the library copies the text.
    unsafe { copied(textdomain(address(name))) }
}

/// `bindtextdomain`
pub fn domain_folder(name: &CStr, folder: Option<&CStr>) -> Option<Vec<u8>> {
    let _turn = turn();
    // SAFETY: as above.
    unsafe { copied(bindtextdomain(name.as_ptr(), address(folder))) }
}

/// `bind_textdomain_codeset`
pub fn domain_codeset(name: &CStr, codeset: Option<&CStr>) -> Option<Vec<u8>> {
    let _turn = turn();
    // SAFETY: as above.
    unsafe { copied(bind_textdomain_codeset(name.as_ptr(), address(codeset))) }
}

/// Categories of locales, with the numbers of the system.
pub const CATEGORIES: &[(&str, i32)] = &[
    ("LC_CTYPE", libc::LC_CTYPE),
    ("LC_TIME", libc::LC_TIME),
    ("LC_COLLATE", libc::LC_COLLATE),
    ("LC_MONETARY", libc::LC_MONETARY),
    ("LC_MESSAGES", libc::LC_MESSAGES),
    ("LC_NUMERIC", libc::LC_NUMERIC),
    ("LC_ALL", libc::LC_ALL),
];
