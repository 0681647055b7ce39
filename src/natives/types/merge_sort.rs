//! CPython's stable merge sort (`Objects/listsort.txt` explains it), comparison for comparison: scripts see which keys are compared and how often, what order comes out
//! where keys have none (NaN), and how far the list is sorted when a comparison raises.
//!
//! What is sorted are places: the items themselves are moved once, by the caller.

/// Whatever can be sorted.
pub trait Compare {
    /// What stops a sort.
    type Error;
    /// Whether the item of the first place belongs before that of the second.
    fn less(&mut self, a: usize, b: usize) -> Result<bool, Self::Error>;
}

/// Sorts places by what lies there. After an error they are in part sorted, and all there.
pub fn merge_sort<C: Compare>(keys: &mut C, order: &mut [usize]) -> Result<(), C::Error> {
    if order.len() < 2 {
        return Ok(());
    }
    let least = least_run(order.len());
    let mut sort = Sort { keys, order, runs: Vec::new(), min_gallop: MIN_GALLOP };
    let mut start = 0;
    while start < sort.order.len() {
        let rest = sort.order.len() - start;
        let mut len = sort.natural_run(start)?;
        if len < least {
            let whole = least.min(rest);
            sort.insert(start, len, whole)?;
            len = whole;
        }
        sort.merge_before(start, len)?;
        sort.runs.push(Run { start, len, power: 0 });
        start += len;
    }
    while sort.runs.len() > 1 {
        let mut at = sort.runs.len() - 2;
        if at > 0 && sort.runs[at - 1].len < sort.runs[at + 1].len {
            at -= 1;
        }
        sort.merge_at(at)?;
    }
    Ok(())
}

/// So many items of one run in a row make the merge look for more of them at once.
const MIN_GALLOP: usize = 7;

/// A run length for which the number of runs is a power of two or little less.
fn least_run(mut n: usize) -> usize {
    let mut odd = 0;
    while n >= 64 {
        odd |= n & 1;
        n >>= 1;
    }
    n + odd
}

struct Run {
    start: usize,
    len: usize,
    /// How deep the border to the next run lies in the tree of merges.
    power: u32,
}

struct Sort<'a, C> {
    keys: &'a mut C,
    order: &'a mut [usize],
    /// Sorted pieces that are not merged yet.
    runs: Vec<Run>,
    /// Grows where looking for many at once does not pay.
    min_gallop: usize,
}

impl<C: Compare> Sort<'_, C> {
    fn less(&mut self, a: usize, b: usize) -> Result<bool, C::Error> {
        self.keys.less(self.order[a], self.order[b])
    }

    /// The length of the longest run from `start` on: one that ascends already, or one that descends (equal items in it keep their order) and what goes on behind it once it
    /// is turned.
    fn natural_run(&mut self, start: usize) -> Result<usize, C::Error> {
        let end = self.order.len();
        let mut at = self.ascend(start + 1)?;
        if at == end {
            return Ok(at - start);
        }
        // The next item is below the last one.
        if at > start + 1 {
            if self.less(start, at - 1)? {
                return Ok(at - start);
            }
            self.order[start..at].reverse();
        }
        at += 1;
        let mut equal = 0;
        while at < end {
            if self.less(at, at - 1)? {
                self.turn_last(at, &mut equal);
            } else if self.less(at - 1, at)? {
                break;
            } else {
                equal += 1;
            }
            at += 1;
        }
        self.turn_last(at, &mut equal);
        self.order[start..at].reverse();
        Ok(self.ascend(at)? - start)
    }

    /// Goes on as long as nothing is below what stands before it.
    fn ascend(&mut self, mut at: usize) -> Result<usize, C::Error> {
        while at < self.order.len() && !self.less(at, at - 1)? {
            at += 1;
        }
        Ok(at)
    }

    /// Turns the equal items at the end of a descending run, which is turned as a whole later.
    fn turn_last(&mut self, end: usize, equal: &mut usize) {
        if *equal > 0 {
            self.order[end - *equal - 1..end].reverse();
            *equal = 0;
        }
    }

    /// Sorts a piece of `whole` items, of which the first `sorted` are, by binary insertion.
    fn insert(&mut self, start: usize, sorted: usize, whole: usize) -> Result<(), C::Error> {
        for at in start + sorted..start + whole {
            let (mut low, mut high) = (start, at);
            while low < high {
                let middle = low + (high - low) / 2;
                if self.less(at, middle)? { high = middle } else { low = middle + 1 }
            }
            self.order[low..=at].rotate_right(1);
        }
        Ok(())
    }

    /// Merges what must be merged before another run is put behind the last one.
    fn merge_before(&mut self, start: usize, len: usize) -> Result<(), C::Error> {
        let Some(last) = self.runs.last() else { return Ok(()) };
        debug_assert_eq!(last.start + last.len, start, "runs lie side by side");
        let power = power(last.start, last.len, len, self.order.len());
        while self.runs.len() > 1 && self.runs[self.runs.len() - 2].power > power {
            self.merge_at(self.runs.len() - 2)?;
        }
        if let Some(last) = self.runs.last_mut() {
            last.power = power;
        }
        Ok(())
    }

    /// Merges a run with the next one.
    fn merge_at(&mut self, at: usize) -> Result<(), C::Error> {
        let next = self.runs.remove(at + 1);
        let (start, len) = (self.runs[at].start, self.runs[at].len);
        self.runs[at].len += next.len;
        // What is in place at both ends already need not be merged.
        let (middle, end) = (next.start, next.start + next.len);
        let key = self.order[middle];
        let start = start + gallop_right(self.keys, key, &self.order[start..start + len], 0)?;
        if start == middle {
            return Ok(());
        }
        let key = self.order[middle - 1];
        let theirs = gallop_left(self.keys, key, &self.order[middle..end], next.len - 1)?;
        if theirs == 0 {
            return Ok(());
        }
        let mut merge = Merge {
            order: self.order,
            held: Vec::new(),
            a: start,
            b: middle,
            to: start,
            left_a: middle - start,
            left_b: theirs,
        };
        if merge.left_a <= merge.left_b {
            merge.held = merge.order[start..middle].to_vec();
            merge.a = 0;
            let result = merge.upwards(self.keys, &mut self.min_gallop);
            // What is held lies in its place, whatever happened.
            merge.take_a(merge.left_a);
            result
        } else {
            merge.held = merge.order[middle..middle + theirs].to_vec();
            merge.a = start;
            merge.b = 0;
            merge.to = middle + theirs;
            let result = merge.downwards(self.keys, &mut self.min_gallop);
            merge.take_b_end(merge.left_b);
            result
        }
    }
}

/// How deep the border between two runs lies: the first bit in which the quotients of their middles by the length of the list differ.
fn power(start: usize, len: usize, next: usize, total: usize) -> u32 {
    let mut a = 2 * start + len;
    let mut b = a + len + next;
    let mut result = 0;
    loop {
        result += 1;
        if a >= total {
            a -= total;
            b -= total;
        } else if b >= total {
            return result;
        }
        a <<= 1;
        b <<= 1;
    }
}

/// A merge of two neighbours, the shorter of which is held aside. Upwards, `a` is a place in what is held, `b` and `to` are places in the order; downwards `a` is where the
/// first run begins, what is held begins at 0, and `to` is the end of what is still to be filled.
struct Merge<'a> {
    order: &'a mut [usize],
    held: Vec<usize>,
    a: usize,
    b: usize,
    to: usize,
    left_a: usize,
    left_b: usize,
}

impl Merge<'_> {
    /// From the front; the first run is held.
    fn upwards<C: Compare>(&mut self, keys: &mut C, min_gallop: &mut usize) -> Result<(), C::Error> {
        self.take_b(1);
        let mut gallop = *min_gallop;
        loop {
            let (mut won_a, mut won_b) = (0, 0);
            while won_a < gallop && won_b < gallop {
                if self.ends_upwards() {
                    return Ok(());
                }
                if keys.less(self.order[self.b], self.held[self.a])? {
                    self.take_b(1);
                    (won_a, won_b) = (0, won_b + 1);
                } else {
                    self.take_a(1);
                    (won_a, won_b) = (won_a + 1, 0);
                }
            }
            if self.ends_upwards() {
                return Ok(());
            }
            gallop += 1;
            loop {
                if self.ends_upwards() {
                    return Ok(());
                }
                gallop -= usize::from(gallop > 1);
                *min_gallop = gallop;
                let key = self.order[self.b];
                won_a = gallop_right(keys, key, &self.held[self.a..self.a + self.left_a], 0)?;
                self.take_a(won_a);
                if won_a > 0 && self.ends_upwards() {
                    return Ok(());
                }
                self.take_b(1);
                if self.left_b == 0 {
                    return Ok(());
                }
                let key = self.held[self.a];
                won_b = gallop_left(keys, key, &self.order[self.b..self.b + self.left_b], 0)?;
                self.take_b(won_b);
                if self.left_b == 0 {
                    return Ok(());
                }
                self.take_a(1);
                if won_a < MIN_GALLOP && won_b < MIN_GALLOP {
                    break;
                }
            }
            if self.ends_upwards() {
                return Ok(());
            }
            gallop += 1;
            *min_gallop = gallop;
        }
    }

    /// Whether nothing is left to compare: the last held item belongs behind all others.
    fn ends_upwards(&mut self) -> bool {
        if self.left_b > 0 && self.left_a == 1 {
            self.take_b(self.left_b);
        }
        self.left_b == 0 || self.left_a == 0
    }

    fn take_a(&mut self, n: usize) {
        self.order[self.to..self.to + n].copy_from_slice(&self.held[self.a..self.a + n]);
        self.to += n;
        self.a += n;
        self.left_a -= n;
    }

    fn take_b(&mut self, n: usize) {
        self.order.copy_within(self.b..self.b + n, self.to);
        self.to += n;
        self.b += n;
        self.left_b -= n;
    }

    /// From the end; the second run is held.
    fn downwards<C: Compare>(&mut self, keys: &mut C, min_gallop: &mut usize) -> Result<(), C::Error> {
        self.take_a_end(1);
        let mut gallop = *min_gallop;
        loop {
            let (mut won_a, mut won_b) = (0, 0);
            while won_a < gallop && won_b < gallop {
                if self.ends_downwards() {
                    return Ok(());
                }
                if keys.less(self.held[self.left_b - 1], self.order[self.a + self.left_a - 1])? {
                    self.take_a_end(1);
                    (won_a, won_b) = (won_a + 1, 0);
                } else {
                    self.take_b_end(1);
                    (won_a, won_b) = (0, won_b + 1);
                }
            }
            if self.ends_downwards() {
                return Ok(());
            }
            gallop += 1;
            loop {
                if self.ends_downwards() {
                    return Ok(());
                }
                gallop -= usize::from(gallop > 1);
                *min_gallop = gallop;
                let key = self.held[self.left_b - 1];
                let run = &self.order[self.a..self.a + self.left_a];
                won_a = self.left_a - gallop_right(keys, key, run, self.left_a - 1)?;
                self.take_a_end(won_a);
                if self.left_a == 0 {
                    return Ok(());
                }
                self.take_b_end(1);
                if self.ends_downwards() {
                    return Ok(());
                }
                let key = self.order[self.a + self.left_a - 1];
                won_b = self.left_b - gallop_left(keys, key, &self.held[..self.left_b], self.left_b - 1)?;
                self.take_b_end(won_b);
                if won_b > 0 && self.ends_downwards() {
                    return Ok(());
                }
                self.take_a_end(1);
                if self.left_a == 0 {
                    return Ok(());
                }
                if won_a < MIN_GALLOP && won_b < MIN_GALLOP {
                    break;
                }
            }
            if self.ends_downwards() {
                return Ok(());
            }
            gallop += 1;
            *min_gallop = gallop;
        }
    }

    /// Whether nothing is left to compare: the first held item belongs before all others.
    fn ends_downwards(&mut self) -> bool {
        if self.left_a > 0 && self.left_b == 1 {
            self.take_a_end(self.left_a);
        }
        self.left_a == 0 || self.left_b == 0
    }

    fn take_a_end(&mut self, n: usize) {
        let end = self.a + self.left_a;
        self.to -= n;
        self.order.copy_within(end - n..end, self.to);
        self.left_a -= n;
    }

    fn take_b_end(&mut self, n: usize) {
        self.to -= n;
        self.order[self.to..self.to + n].copy_from_slice(&self.held[self.left_b - n..self.left_b]);
        self.left_b -= n;
    }
}

/// The place of the key in a run, before what is equal to it. The search begins at `hint` and goes in steps that double.
fn gallop_left<C: Compare>(keys: &mut C, key: usize, run: &[usize], hint: usize) -> Result<usize, C::Error> {
    let (mut last, mut step) = (0, 1);
    // The key lies between these: behind the item before `low`, not behind that of `high`.
    let (mut low, mut high);
    if keys.less(run[hint], key)? {
        let most = run.len() - hint;
        while step < most && keys.less(run[hint + step], key)? {
            (last, step) = (step, 2 * step + 1);
        }
        (low, high) = (hint + last + 1, hint + step.min(most));
    } else {
        let most = hint + 1;
        while step < most && !keys.less(run[hint - step], key)? {
            (last, step) = (step, 2 * step + 1);
        }
        (low, high) = (most - step.min(most), hint - last);
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if keys.less(run[middle], key)? { low = middle + 1 } else { high = middle }
    }
    Ok(high)
}

/// The same behind what is equal to it.
fn gallop_right<C: Compare>(keys: &mut C, key: usize, run: &[usize], hint: usize) -> Result<usize, C::Error> {
    let (mut last, mut step) = (0, 1);
    let (mut low, mut high);
    if keys.less(key, run[hint])? {
        let most = hint + 1;
        while step < most && keys.less(key, run[hint - step])? {
            (last, step) = (step, 2 * step + 1);
        }
        (low, high) = (most - step.min(most), hint - last);
    } else {
        let most = run.len() - hint;
        while step < most && !keys.less(key, run[hint + step])? {
            (last, step) = (step, 2 * step + 1);
        }
        (low, high) = (hint + last + 1, hint + step.min(most));
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if keys.less(key, run[middle])? { high = middle } else { low = middle + 1 }
    }
    Ok(high)
}
