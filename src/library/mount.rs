//! Where the library's files seem to be: a folder below the prefix, as another Python's library is. `open`, `os.stat`, `os.listdir` and what rests on them find them there.

use super::pack::{self, Entry};

/// The folder of libraries below a prefix (`sys.platlibdir`). It is not `lib`: another Python's files may be there.
pub const FOLDER: &str = "lib/hoop";

/// The library's folder in it.
pub const VERSION_FOLDER: &str = "python3.14";

/// The library at its path.
#[derive(Clone, Debug)]
pub struct Mount {
    root: String,
}

impl Mount {
    /// The library below a prefix.
    pub fn below(prefix: &str) -> Mount {
        Mount { root: format!("{}/{FOLDER}/{VERSION_FOLDER}", prefix.trim_end_matches('/')) }
    }

    /// The library's folder.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The path in the pack, if this one is in the library's folder or is that folder.
    pub fn inner<'p>(&self, path: &'p [u8]) -> Option<&'p str> {
        let rest = path.strip_prefix(self.root.as_bytes())?;
        let rest = match rest.split_first() {
            None => rest,
            Some((b'/', rest)) => rest,
            Some(_) => return None,
        };
        let rest = std::str::from_utf8(rest).ok()?;
        Some(rest.trim_matches('/'))
    }

    /// What a path of the system names in the library. Paths with `.` and `..` in them are made plain first.
    pub fn find(&self, path: &[u8]) -> Option<(String, Entry)> {
        let inner = self.inner(path)?;
        let mut plain: Vec<&str> = Vec::new();
        for part in inner.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    plain.pop()?;
                }
                part => plain.push(part),
            }
        }
        let inner = plain.join("/");
        let entry = pack::find(&inner)?;
        Some((inner, entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_the_library_are_told_from_others() {
        let mount = Mount::below("/opt/x/");
        assert_eq!(mount.root(), "/opt/x/lib/hoop/python3.14");
        let found = |rest: &str| mount.find(format!("/opt/x/lib/hoop/python3.14{rest}").as_bytes());
        assert_eq!(found("").map(|(_, e)| e), Some(Entry::Folder));
        assert_eq!(found("/json/../json/./"), Some(("json".into(), Entry::Folder)));
        assert!(matches!(found("/json/decoder.py"), Some((_, Entry::File(_)))));
        assert!(found("5/json").is_none() && found("/nothing").is_none() && found("/../../x").is_none());
    }
}
