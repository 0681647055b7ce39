//! "Did you mean": the nearest of several names, by the weighted edit distance that CPython uses for its suggestions.

/// Cost of an insertion, deletion or replacement; a change of case costs half.
const MOVE: usize = 2;
const CASE: usize = 1;

fn replace_cost(a: char, b: char) -> usize {
    if a == b {
        0
    } else if a.to_lowercase().eq(b.to_lowercase()) {
        CASE
    } else {
        MOVE
    }
}

fn distance(a: &[char], b: &[char], limit: usize) -> usize {
    if a.len().abs_diff(b.len()) * MOVE > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).map(|i| i * MOVE).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * MOVE;
        let mut least = row[0];
        for (j, y) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = (diagonal + replace_cost(*x, *y)).min(up + MOVE).min(row[j] + MOVE);
            diagonal = up;
            least = least.min(row[j + 1]);
        }
        if least > limit {
            return limit + 1;
        }
    }
    row[b.len()]
}

/// Bytes of names that are looked at: longer ones are far from any of 40 characters.
const LONGEST: usize = 400;

/// The candidate nearest to `wrong`, if one is near enough to be worth naming.
pub fn closest<'a>(wrong: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > LONGEST {
        return None;
    }
    let w: Vec<char> = wrong.chars().collect();
    if w.len() > 40 {
        return None;
    }
    let mut best: Option<(&str, usize)> = None;
    for c in candidates.take(750) {
        if c == wrong {
            continue;
        }
        if c.len() > LONGEST {
            continue;
        }
        let cs: Vec<char> = c.chars().collect();
        let limit = (w.len() + cs.len() + 3) * MOVE / 6;
        let limit = best.map_or(limit, |(_, d)| limit.min(d.saturating_sub(1)));
        let d = distance(&w, &cs, limit);
        if d <= limit && best.is_none_or(|(_, b)| d < b) {
            best = Some((c, d));
        }
    }
    best.map(|(c, _)| c)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["append", "extend", "insert"];
        assert_eq!(closest("apend", names.into_iter()), Some("append"));
        assert_eq!(closest("zzz", names.into_iter()), None);
        assert_eq!(closest("Append", names.into_iter()), Some("append"));
    }
}
