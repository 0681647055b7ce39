//! Says in words how an outcome differs from its expectation.

/// The first differing line with its neighbours, or `None` when both are equal.
pub fn difference(what: &str, expected: &[u8], found: &[u8]) -> Option<String> {
    if expected == found {
        return None;
    }
    let expected = String::from_utf8_lossy(expected);
    let found = String::from_utf8_lossy(found);
    let wanted: Vec<&str> = expected.split('\n').collect();
    let got: Vec<&str> = found.split('\n').collect();
    let at = (0..).find(|&i| wanted.get(i) != got.get(i)).unwrap_or(0);
    let mut text = format!("{what} differs at line {}\n", at + 1);
    for line in &wanted[at.saturating_sub(2)..at] {
        text.push_str(&format!("    {line}\n"));
    }
    for line in wanted.iter().skip(at).take(8) {
        text.push_str(&format!("  - {line:?}\n"));
    }
    for line in got.iter().skip(at).take(8) {
        text.push_str(&format!("  + {line:?}\n"));
    }
    Some(text)
}
