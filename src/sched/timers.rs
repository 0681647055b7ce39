//! The timers: a binary heap that orders by deadline alone, step for step as CPython's `heapq` does.
//!
//! That heap is not stable: seven callbacks for one and the same time (and one later) run 0 2 6 5 1 3 4, and programs see it. Cancelled timers stay until
//! they come up or until more than half of the heap is cancelled; that, too, is CPython's rule, since rebuilding changes the order.

use crate::object::buffer::{self, Granted};

/// Below this many timers cancelled ones are not swept.
const SWEEP_FROM: usize = 100;

/// A heap of things that are due at some time.
#[derive(Debug)]
pub struct Timers<T> {
    items: Vec<(f64, T)>,
    /// How many of them were cancelled, as CPython counts: one that came up before it was forgotten stays counted until the next sweep.
    pub cancelled: usize,
}

impl<T> Default for Timers<T> {
    fn default() -> Timers<T> {
        Timers { items: Vec::new(), cancelled: 0 }
    }
}

impl<T> Timers<T> {
    /// Timers in the heap, cancelled ones included.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The one that is due first.
    pub fn first(&self) -> Option<&(f64, T)> {
        self.items.first()
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &(f64, T)> {
        self.items.iter()
    }

    /// Makes room for one more.
    pub fn make_room(&mut self) -> Granted<()> {
        buffer::room(&mut self.items, 1)
    }

    /// Adds one.
    pub fn push(&mut self, when: f64, what: T) {
        self.items.push((when, what));
        self.sink(0, self.items.len() - 1);
    }

    /// Takes out the one that is due first.
    pub fn pop(&mut self) -> Option<(f64, T)> {
        let n = self.items.len();
        if n == 0 {
            return None;
        }
        let out = self.items.swap_remove(0);
        if n > 2 {
            self.settle(0);
        }
        Some(out)
    }

    /// Takes out everything.
    pub fn take_all(&mut self) -> Vec<(f64, T)> {
        self.cancelled = 0;
        std::mem::take(&mut self.items)
    }

    /// Takes out the cancelled ones if they are many; the caller drops them. None if they are not.
    pub fn sweep(&mut self, is_cancelled: impl Fn(&T) -> bool) -> Option<Vec<T>> {
        if self.items.len() <= SWEEP_FROM || self.cancelled * 2 <= self.items.len() {
            return None;
        }
        let (dead, live): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.items).into_iter().partition(|(_, t)| is_cancelled(t));
        self.items = live;
        self.cancelled = 0;
        for at in (0..self.items.len() / 2).rev() {
            self.settle(at);
        }
        Some(dead.into_iter().map(|(_, t)| t).collect())
    }

    /// Moves the item at `at` towards the root, not above `root`, past everything that is due later.
    fn sink(&mut self, root: usize, mut at: usize) {
        while at > root {
            let parent = (at - 1) / 2;
            if !(self.items[at].0 < self.items[parent].0) {
                break;
            }
            self.items.swap(at, parent);
            at = parent;
        }
    }

    /// Moves the item at `root` down to a leaf along the earlier children, then up again to its place.
    fn settle(&mut self, root: usize) {
        let end = self.items.len();
        let mut at = root;
        let mut child = 2 * at + 1;
        while child < end {
            let right = child + 1;
            if right < end && !(self.items[child].0 < self.items[right].0) {
                child = right;
            }
            self.items.swap(at, child);
            at = child;
            child = 2 * at + 1;
        }
        self.sink(root, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drain(t: &mut Timers<u32>) -> Vec<u32> {
        std::iter::from_fn(|| t.pop().map(|(_, x)| x)).collect()
    }

    #[test]
    fn seven_at_one_time_come_in_cpythons_order() {
        let mut t = Timers::default();
        (0..7).for_each(|i| t.push(1.0, i));
        assert_eq!(drain(&mut t), [0, 2, 5, 6, 4, 1, 3]);
        // With the timer of a sleep behind them, as programs have it.
        (0..7).for_each(|i| t.push(1.0, i));
        t.push(2.0, 99);
        assert_eq!(drain(&mut t), [0, 2, 6, 5, 1, 3, 4, 99]);
        (0..12).for_each(|i| t.push(1.0, i));
        t.push(2.0, 99);
        assert_eq!(drain(&mut t), [0, 2, 6, 5, 11, 10, 9, 8, 7, 1, 3, 4, 99]);
    }

    #[test]
    fn different_times_come_in_order() {
        let mut t = Timers::default();
        let mut x = 12345u32;
        for _ in 0..1000 {
            x = x.wrapping_mul(1_103_515_245).wrapping_add(12345);
            t.push(f64::from(x >> 8), x >> 8);
        }
        let out = drain(&mut t);
        assert!(out.is_sorted() && out.len() == 1000);
    }

    #[test]
    fn sweeping_takes_out_the_cancelled_when_they_are_many() {
        let mut t = Timers::default();
        (0..200u32).for_each(|i| t.push(f64::from(i), i));
        t.cancelled = 100;
        assert!(t.sweep(|i| i % 2 == 0).is_none(), "half is not more than half");
        t.cancelled = 101;
        assert_eq!(t.sweep(|i| *i <= 100).map(|dead| dead.len()), Some(101));
        assert_eq!((t.len(), t.cancelled), (99, 0));
        assert!(drain(&mut t).is_sorted());
    }
}
