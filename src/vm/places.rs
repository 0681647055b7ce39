//! Where a script is, for reports: file and line of the innermost running frame that is not a bundled module's.

use super::Vm;
use super::window::alive;

/// How the file names of bundled modules begin.
pub const BUNDLED: &str = "<hoop>/";

impl Vm {
    /// Number of the source and line of the innermost running frame of a script.
    pub fn script_place(&self) -> Option<(u32, u32)> {
        self.thread.frames.iter().rev().find_map(|f| {
            let code = alive(f.code);
            if code.file.to_text().starts_with(BUNDLED) {
                return None;
            }
            Some((code.source.get(), self.line_at(code, f.ip.index(code))))
        })
    }
}
