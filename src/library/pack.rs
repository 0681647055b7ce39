//! The library's files, packed into the program: found by binary search in a table that needs no preparation, unpacked when somebody reads them.

use std::cmp::Ordering;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::format::{BLOCK, ENTRY, HEAD};

/// The pack that the build script made.
static PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.pack"));

/// One file of the library, not yet unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackedFile {
    index: usize,
}

/// What a path of the library names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    File(PackedFile),
    Folder,
}

fn number(at: usize) -> usize {
    let bytes: [u8; 4] = PACK[at..at + 4].try_into().expect("four bytes");
    u32::from_le_bytes(bytes) as usize
}

/// How many files there are.
static COUNT: LazyLock<usize> = LazyLock::new(|| number(0));

fn field(index: usize, which: usize) -> usize {
    number(HEAD + index * ENTRY + which * 4)
}

fn path(index: usize) -> &'static [u8] {
    let start = field(index, 0);
    &PACK[start..start + field(index, 1)]
}

/// The place of the first path that is not before this one.
fn place(wanted: &[u8]) -> usize {
    let (mut low, mut high) = (0, *COUNT);
    while low < high {
        let middle = (low + high) / 2;
        if path(middle).cmp(wanted) == Ordering::Less { low = middle + 1 } else { high = middle }
    }
    low
}

/// The file of exactly this path, such as `json/decoder.py`.
pub fn file(wanted: &str) -> Option<PackedFile> {
    let index = place(wanted.as_bytes());
    (index < *COUNT && path(index) == wanted.as_bytes()).then_some(PackedFile { index })
}

/// Whether files lie below this path.
pub fn is_folder(wanted: &str) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let inside = format!("{wanted}/");
    let index = place(inside.as_bytes());
    index < *COUNT && path(index).starts_with(inside.as_bytes())
}

/// What a path names.
pub fn find(wanted: &str) -> Option<Entry> {
    match file(wanted) {
        Some(f) => Some(Entry::File(f)),
        None => is_folder(wanted).then_some(Entry::Folder),
    }
}

/// The names in a folder and whether each is a folder itself, in the order of the paths.
pub fn list(folder: &str) -> Vec<(&'static str, bool)> {
    let inside = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let mut names: Vec<(&str, bool)> = Vec::new();
    for index in place(inside.as_bytes())..*COUNT {
        let Some(rest) = path(index).strip_prefix(inside.as_bytes()) else { break };
        let Ok(rest) = std::str::from_utf8(rest) else { continue };
        let entry = match rest.split_once('/') {
            Some((name, _)) => (name, true),
            None => (rest, false),
        };
        if names.last() != Some(&entry) {
            names.push(entry);
        }
    }
    // The paths of a folder need not stand together: `a-b` is before `a/`.
    names.sort_unstable();
    names.dedup();
    names
}

impl PackedFile {
    /// A number of its own, as a file of the system has one.
    pub fn number(self) -> u64 {
        self.index as u64 + 2
    }

    /// Bytes of the text.
    pub fn len(self) -> usize {
        field(self.index, 4)
    }

    /// Whether the text is empty.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The text.
    pub fn read(self) -> Vec<u8> {
        let start = field(self.index, 3);
        block(field(self.index, 2))[start..start + self.len()].to_vec()
    }
}

/// Blocks that were unpacked last, the newest first: what follows is often the neighbour's text.
static UNPACKED: Mutex<Vec<(usize, Arc<Vec<u8>>)>> = Mutex::new(Vec::new());

/// So many are kept.
const KEPT: usize = 4;

/// The content of a block.
fn block(index: usize) -> Arc<Vec<u8>> {
    let mut kept = UNPACKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(at) = kept.iter().position(|(i, _)| *i == index) {
        kept[..=at].rotate_right(1);
        return kept[0].1.clone();
    }
    let entry = HEAD + *COUNT * ENTRY + index * BLOCK;
    let (start, packed, len) = (number(entry), number(entry + 4), number(entry + 8));
    let Ok(content) = hoopsnake_zstd::unpack(&PACK[start..start + packed], len) else {
        unreachable!("the build script packed it")
    };
    kept.truncate(KEPT - 1);
    kept.insert(0, (index, Arc::new(content)));
    kept[0].1.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_and_has_its_length() {
        assert!(*COUNT > 500);
        for index in 0..*COUNT {
            let name = std::str::from_utf8(path(index)).expect("paths are UTF-8");
            let found = file(name).expect("it is in the table");
            assert_eq!(found.read().len(), found.len(), "{name}");
        }
    }

    #[test]
    fn folders_are_what_files_lie_in() {
        assert!(is_folder("json") && is_folder("importlib/resources") && is_folder(""));
        assert!(!is_folder("jso") && !is_folder("json/decoder.py") && find("nothing").is_none());
        let names = list("json");
        assert!(names.contains(&("decoder.py", false)));
        assert!(list("").contains(&("json", true)));
        assert_eq!(list("").iter().filter(|(name, _)| *name == "json").count(), 1);
    }
}
