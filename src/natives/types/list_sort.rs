//! Sorting: stable, with fewest possible comparisons of script objects, and never losing an item when a comparison raises.

use std::cmp::Ordering;

use crate::object::str::StrObj;
use crate::object::{Kind, Value};
use crate::vm::{Raised, Res, Vm};

/// Bytes an item that a sort needs for itself: keys, and what is merged. Whoever sorts asks for them first, since no item may be lost later.
pub const ROOM: usize = 4 * std::mem::size_of::<Pair>();

/// Sorts; the items come back whatever happened. Keys are computed once for each item, in order.
pub fn sort_values(vm: &mut Vm, items: Vec<Value>, key: &Value, reverse: bool) -> (Vec<Value>, Res<()>) {
    let mut pairs: Vec<(Value, Value)> = Vec::with_capacity(items.len());
    if key.is_none() {
        pairs.extend(items.into_iter().map(|v| (v, Value::Undef)));
    } else {
        let mut rest = items.into_iter();
        while let Some(item) = rest.next() {
            match vm.call(key, std::slice::from_ref(&item)) {
                Ok(k) => pairs.push((k, item)),
                Err(e) => {
                    let mut items: Vec<Value> = pairs.into_iter().map(|(_, item)| item).collect();
                    items.push(item);
                    items.extend(rest);
                    return (items, Err(e));
                }
            }
        }
    }
    // Equal items keep their order in a reversed sort too: reverse, sort, reverse.
    if reverse {
        pairs.reverse();
    }
    let result = sort_pairs(vm, &mut pairs);
    if reverse {
        pairs.reverse();
    }
    let items = pairs.into_iter().map(|(k, item)| if item.is_undef() { k } else { item }).collect();
    (items, result)
}

fn sort_pairs(vm: &mut Vm, pairs: &mut Vec<(Value, Value)>) -> Res<()> {
    if pairs.iter().all(|(k, _)| matches!(k, Value::Int(_))) {
        pairs.sort_by_key(|(k, _)| if let Value::Int(i) = k { *i } else { 0 });
        return Ok(());
    }
    if pairs.iter().all(|(k, _)| matches!(k, Value::Float(x) if !x.is_nan())) {
        pairs.sort_by(|(a, _), (b, _)| match (a, b) {
            (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
            _ => Ordering::Equal,
        });
        return Ok(());
    }
    let exact_str = |v: &Value| v.as_obj().is_some_and(|o| o.kind() == Kind::Str && o.header().is_exact());
    if pairs.iter().all(|(k, _)| exact_str(k)) {
        pairs.sort_by(|(a, _), (b, _)| match (a.cast::<StrObj>(), b.cast::<StrObj>()) {
            (Some(a), Some(b)) => a.bytes().cmp(b.bytes()),
            _ => Ordering::Equal,
        });
        return Ok(());
    }
    let own = own_less(vm, pairs);
    let mut sorter = Sorter { vm, raised: None, own };
    let items = std::mem::take(pairs);
    *pairs = sorter.merge_sort(items);
    match sorter.raised {
        Some(e) => Err(e),
        None => Ok(()),
    }
}

struct Sorter<'a> {
    vm: &'a mut Vm,
    raised: Option<Raised>,
    /// The `__lt__` of the keys, if all are of one class of the script's that has one.
    own: Option<Value>,
}

type Pair = (Value, Value);

/// Runs shorter than this are extended by binary insertion.
const MIN_RUN: usize = 32;

impl Sorter<'_> {
    /// Whether a sorts before b. After an exception everything is in order, so that the sort ends quickly.
    fn less(&mut self, a: &Pair, b: &Pair) -> bool {
        if self.raised.is_some() {
            return false;
        }
        let less = match &self.own {
            Some(f) => self.less_by(&f.clone(), a, b),
            None => self.vm.less(&a.0, &b.0),
        };
        match less {
            Ok(b) => b,
            Err(e) => {
                self.raised = Some(e);
                false
            }
        }
    }

    /// Keys of one class are asked directly; where that has no answer they are compared as others are, which asks once more. So does CPython.
    fn less_by(&mut self, f: &Value, a: &Pair, b: &Pair) -> Res<bool> {
        if pair_classes_differ(self.vm, a, b) {
            return self.vm.less(&a.0, &b.0);
        }
        let answer = self.vm.call_found(f, &a.0, std::slice::from_ref(&b.0))?;
        if self.vm.is_not_implemented(&answer) { self.vm.less(&a.0, &b.0) } else { self.vm.truth(&answer) }
    }

    /// Natural runs, extended to a least length by binary insertion, then merged pairwise.
    fn merge_sort(&mut self, items: Vec<Pair>) -> Vec<Pair> {
        let total = items.len();
        let min_run = min_run(total);
        let mut rest: std::collections::VecDeque<Pair> = items.into();
        let mut runs: Vec<Vec<Pair>> = Vec::new();
        while !rest.is_empty() {
            let mut run = self.natural_run(&mut rest);
            while run.len() < min_run {
                let Some(item) = rest.pop_front() else { break };
                let at = self.upper_bound(&run, &item);
                run.insert(at, item);
            }
            runs.push(run);
            while self.must_merge(&runs) {
                self.merge_at_top(&mut runs);
            }
        }
        while runs.len() > 1 {
            self.merge_at_top(&mut runs);
        }
        runs.pop().unwrap_or_default()
    }

    fn must_merge(&self, runs: &[Vec<Pair>]) -> bool {
        let n = runs.len();
        n >= 2 && runs[n - 2].len() <= runs[n - 1].len()
            || n >= 3 && runs[n - 3].len() <= runs[n - 2].len() + runs[n - 1].len()
    }

    fn merge_at_top(&mut self, runs: &mut Vec<Vec<Pair>>) {
        let n = runs.len();
        let at = if n >= 3 && runs[n - 3].len() < runs[n - 1].len() { n - 3 } else { n - 2 };
        let right = runs.remove(at + 1);
        let left = std::mem::take(&mut runs[at]);
        runs[at] = self.merge(left, right);
    }

    /// The longest run at the front, ascending when it is given: one that ascends already, or one that descends (equal items in it keep their order) and what goes on behind it
    /// once it is turned. The comparisons and their order are CPython's: scripts see them, and the outcome where values have no order (NaN).
    fn natural_run(&mut self, rest: &mut std::collections::VecDeque<Pair>) -> Vec<Pair> {
        let mut run = Vec::new();
        run.extend(rest.pop_front());
        self.ascend(&mut run, rest);
        if rest.is_empty() {
            return run;
        }
        // The next item is below the last one.
        if run.len() > 1 {
            if self.less(&run[0], &run[run.len() - 1]) {
                return run;
            }
            run.reverse();
        }
        run.extend(rest.pop_front());
        let mut equal = 0;
        while let Some(next) = rest.front() {
            let last = &run[run.len() - 1];
            if self.less(next, last) {
                turn_last(&mut run, &mut equal);
            } else if self.less(last, next) {
                break;
            } else {
                equal += 1;
            }
            run.extend(rest.pop_front());
        }
        turn_last(&mut run, &mut equal);
        run.reverse();
        self.ascend(&mut run, rest);
        run
    }

    /// Takes what is not below the end of the run.
    fn ascend(&mut self, run: &mut Vec<Pair>, rest: &mut std::collections::VecDeque<Pair>) {
        while let (Some(next), Some(last)) = (rest.front(), run.last()) {
            if self.less(next, last) {
                return;
            }
            run.extend(rest.pop_front());
        }
    }

    /// The place behind every item that is not greater.
    fn upper_bound(&mut self, run: &[Pair], item: &Pair) -> usize {
        let (mut low, mut high) = (0, run.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.less(item, &run[middle]) { high = middle } else { low = middle + 1 }
        }
        low
    }

    fn lower_bound(&mut self, run: &[Pair], item: &Pair) -> usize {
        let (mut low, mut high) = (0, run.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.less(&run[middle], item) { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn merge(&mut self, mut left: Vec<Pair>, right: Vec<Pair>) -> Vec<Pair> {
        if left.is_empty() || right.is_empty() {
            left.extend(right);
            return left;
        }
        // What is in place at both ends already need not be merged.
        let start = self.upper_bound(&left, &right[0]);
        let last = left[left.len() - 1].clone();
        let end = self.lower_bound(&right, &last);
        let mut out: Vec<Pair> = Vec::with_capacity(left.len() + right.len());
        let mut right = right.into_iter();
        let mut mine: Vec<Pair> = left.split_off(start);
        out.append(&mut left);
        let mut theirs = right.by_ref().take(end).collect::<Vec<_>>().into_iter().peekable();
        let mut mine = mine.drain(..).peekable();
        while let (Some(a), Some(b)) = (mine.peek(), theirs.peek()) {
            if self.less(b, a) { out.extend(theirs.next()) } else { out.extend(mine.next()) }
        }
        out.extend(mine);
        out.extend(theirs);
        out.extend(right);
        out
    }
}

/// Whether a comparison before this one gave a key another class.
fn pair_classes_differ(vm: &Vm, a: &Pair, b: &Pair) -> bool {
    !vm.class_ref(&a.0).is(vm.class_ref(&b.0))
}

/// The `__lt__` of a class of the script's, if all keys are of that class.
fn own_less(vm: &Vm, pairs: &[Pair]) -> Option<Value> {
    let class = vm.class_of(&pairs.first()?.0);
    let all = class.is_heap_type() && pairs.iter().all(|(k, _)| vm.class_ref(k).is(&class));
    vm.lookup_special(&pairs.first()?.0, &vm.names.__lt__)
        .filter(|f| all && !f.is_a::<crate::object::function::NativeObj>())
}

/// Turns the equal items at the end of a descending run, which is turned as a whole later.
fn turn_last(run: &mut [Pair], equal: &mut usize) {
    if *equal > 0 {
        let at = run.len() - *equal - 1;
        run[at..].reverse();
        *equal = 0;
    }
}

/// A least run length for which the number of runs is a power of two or little less.
fn min_run(mut n: usize) -> usize {
    let mut odd = 0;
    while n >= MIN_RUN * 2 {
        odd |= n & 1;
        n >>= 1;
    }
    n + odd
}
