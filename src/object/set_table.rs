//! The table behind `set` and `frozenset`: open addressing laid out as CPython's, so that iteration order agrees.
//!
//! The table never compares keys itself: it hands out candidates of equal hash one by one, and the caller, who may run
//! script code to compare, looks at `version` to learn whether the table changed meanwhile (then it starts again).

use super::buffer::{self, Granted};

const MIN_SIZE: usize = 8;
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
/// The hash that marks a deleted slot; no key has it.
const DUMMY: i64 = -1;

#[derive(Clone, Debug)]
struct Slot<T> {
    hash: i64,
    key: Option<T>,
}

impl<T> Slot<T> {
    const EMPTY: Slot<T> = Slot { hash: 0, key: None };

    fn is_empty(&self) -> bool {
        self.key.is_none() && self.hash == 0
    }
}

fn empty_slots<T>(size: usize) -> Granted<Vec<Slot<T>>> {
    let mut slots = Vec::new();
    buffer::room(&mut slots, size)?;
    slots.resize_with(size, || Slot::EMPTY);
    Ok(slots)
}

/// A hash table of keys.
#[derive(Debug)]
pub struct SetTable<T> {
    /// Allocated with the first key; a power of two.
    slots: Vec<Slot<T>>,
    /// Slots that are not empty: keys and dummies.
    fill: usize,
    /// Keys.
    used: usize,
    /// Where the next `pop` begins to look.
    finger: usize,
    /// Moves with every change.
    version: u64,
}

/// The state of a search; begins with [`SetTable::probe`].
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    hash: i64,
    perturb: u64,
    start: usize,
    at: usize,
    /// The last deleted slot on the way: a new key goes there.
    dummy: Option<usize>,
    vacant: Option<usize>,
}

impl Probe {
    /// The hash that is searched for.
    pub fn hash(&self) -> i64 {
        self.hash
    }
}

impl<T> Default for SetTable<T> {
    fn default() -> SetTable<T> {
        SetTable::new()
    }
}

impl<T> SetTable<T> {
    /// An empty table.
    pub const fn new() -> SetTable<T> {
        SetTable { slots: Vec::new(), fill: 0, used: 0, finger: 0, version: 0 }
    }

    /// Number of keys.
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// A number that moves with every change of the table.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Bytes of the slots, for the heap's accounts.
    pub fn allocated_bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot<T>>()
    }

    /// Slots, as CPython counts them (an empty set has 8 inside itself).
    pub fn slot_count(&self) -> usize {
        self.slots.len().max(MIN_SIZE)
    }

    fn mask(&self) -> usize {
        self.slot_count() - 1
    }

    fn ensure_slots(&mut self) {
        if self.slots.is_empty() {
            self.slots.resize_with(MIN_SIZE, || Slot::EMPTY);
        }
    }

    /// Begins a search.
    #[inline]
    pub fn probe(&self, hash: i64) -> Probe {
        let start = hash as usize & self.mask();
        Probe { hash, perturb: hash as u64, start, at: start, dummy: None, vacant: None }
    }

    /// The next key of equal hash with its slot; `None` when no more can follow.
    /// Valid as long as `version` has not moved since `probe`.
    #[inline]
    pub fn next_candidate(&self, probe: &mut Probe) -> Option<(usize, &T)> {
        if self.slots.is_empty() || probe.vacant.is_some() {
            return None;
        }
        let mask = self.slots.len() - 1;
        loop {
            let last =
                if probe.start + LINEAR_PROBES <= mask { probe.start + LINEAR_PROBES } else { probe.start };
            while probe.at <= last {
                let at = probe.at;
                probe.at += 1;
                let slot = &self.slots[at];
                if slot.hash == probe.hash
                    && let Some(key) = &slot.key
                {
                    return Some((at, key));
                }
                if slot.key.is_none() {
                    if slot.hash == 0 {
                        probe.vacant = Some(at);
                        return None;
                    }
                    probe.dummy = Some(at);
                }
            }
            probe.perturb >>= PERTURB_SHIFT;
            probe.start =
                probe.start.wrapping_mul(5).wrapping_add(1).wrapping_add(probe.perturb as usize) & mask;
            probe.at = probe.start;
        }
    }

    /// The key in a slot.
    pub fn key_in(&self, slot: usize) -> Option<&T> {
        self.slots.get(slot)?.key.as_ref()
    }

    /// Adds a key whose search ended without an equal one. The table must not have changed since.
    pub fn insert_after(&mut self, probe: Probe, key: T) -> Granted<()> {
        debug_assert!(probe.vacant.is_some() || self.slots.is_empty(), "the search must have ended");
        if let Some(at) = probe.dummy {
            self.slots[at] = Slot { hash: probe.hash, key: Some(key) };
            self.used += 1;
            self.version += 1;
            return Ok(());
        }
        // The larger table is had before anything changes. CPython puts the key into the old one first, which shows in the order.
        let grows = (self.fill + 1) * 5 >= self.mask() * 3;
        let larger =
            if grows { empty_slots(Self::size_beyond(Self::growth(self.used + 1)))? } else { Vec::new() };
        let at = match probe.vacant {
            Some(at) => at,
            None => {
                self.ensure_slots();
                probe.hash as usize & self.mask()
            }
        };
        debug_assert!(self.slots[at].is_empty(), "the table changed between search and insertion");
        self.slots[at] = Slot { hash: probe.hash, key: Some(key) };
        self.fill += 1;
        self.used += 1;
        self.version += 1;
        if grows {
            self.move_into(larger);
        }
        Ok(())
    }

    /// What a set of so many keys grows for.
    fn growth(used: usize) -> usize {
        if used > 50_000 { used * 2 } else { used * 4 }
    }

    fn size_beyond(minimum: usize) -> usize {
        let mut size = MIN_SIZE;
        while size <= minimum {
            size <<= 1;
        }
        size
    }

    fn resize(&mut self, minimum: usize) -> Granted<()> {
        let slots = empty_slots(Self::size_beyond(minimum))?;
        self.move_into(slots);
        Ok(())
    }

    fn move_into(&mut self, mut old: Vec<Slot<T>>) {
        std::mem::swap(&mut old, &mut self.slots);
        self.fill = self.used;
        self.version += 1;
        for slot in old {
            if let Some(key) = slot.key {
                self.insert_clean(slot.hash, key);
            }
        }
    }

    /// Puts a key that is surely new into a table without dummies; counts nothing.
    fn insert_clean(&mut self, hash: i64, key: T) {
        let mask = self.slots.len() - 1;
        let mut perturb = hash as u64;
        let mut start = hash as usize & mask;
        loop {
            let last = if start + LINEAR_PROBES <= mask { start + LINEAR_PROBES } else { start };
            if let Some(slot) = self.slots[start..=last].iter_mut().find(|slot| slot.key.is_none()) {
                *slot = Slot { hash, key: Some(key) };
                return;
            }
            perturb >>= PERTURB_SHIFT;
            start = start.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// Takes the key out of a slot that `next_candidate` named.
    pub fn remove_slot(&mut self, at: usize) -> Option<T> {
        let slot = self.slots.get_mut(at)?;
        let key = slot.key.take()?;
        slot.hash = DUMMY;
        self.used -= 1;
        self.version += 1;
        Some(key)
    }

    /// `set.pop()`: the first key from where the last pop ended.
    pub fn pop(&mut self) -> Option<(i64, T)> {
        if self.used == 0 {
            return None;
        }
        let mut at = self.finger & self.mask();
        while self.slots[at].key.is_none() {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.finger = at + 1;
        let hash = self.slots[at].hash;
        self.remove_slot(at).map(|key| (hash, key))
    }

    /// Empties the table and hands out what it held, to be dropped where the caller likes.
    pub fn take_all(&mut self) -> Vec<T> {
        self.fill = 0;
        self.used = 0;
        self.version += 1;
        std::mem::take(&mut self.slots).into_iter().filter_map(|slot| slot.key).collect()
    }

    /// The first key at or after a slot: its slot, hash and itself. Iterators keep the slot plus one.
    #[inline]
    pub fn next_from(&self, mut at: usize) -> Option<(usize, i64, &T)> {
        loop {
            let slot = self.slots.get(at)?;
            if let Some(key) = &slot.key {
                return Some((at, slot.hash, key));
            }
            at += 1;
        }
    }

    /// All keys with their hashes, in order.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &T)> {
        self.slots.iter().filter_map(|slot| slot.key.as_ref().map(|key| (slot.hash, key)))
    }

    /// The growth before `count` keys of another set or dict are added one by one.
    pub fn reserve_for_merge(&mut self, count: usize) -> Granted<()> {
        if (self.fill + count) * 5 >= self.mask() * 3 {
            self.resize((self.used + count) * 2)?;
        }
        Ok(())
    }

    /// After a difference in place: too many dummies are swept out.
    pub fn sweep_dummies(&mut self) {
        if self.fill - self.used > self.mask() / 4 {
            // Without memory the dummies stay: they only cost time.
            let _ = self.resize(Self::growth(self.used));
        }
    }

    /// Exchanges the contents of two tables (`&=` puts a fresh intersection in place).
    pub fn swap(&mut self, other: &mut SetTable<T>) {
        std::mem::swap(&mut self.slots, &mut other.slots);
        std::mem::swap(&mut self.fill, &mut other.fill);
        std::mem::swap(&mut self.used, &mut other.used);
        self.version += 1;
        other.version += 1;
    }
}

impl<T: Clone> SetTable<T> {
    /// `set(other)`, `other.copy()`, and what every operator that begins with a copy begins with.
    pub fn copy(&self) -> Granted<SetTable<T>> {
        let mut new = SetTable::new();
        new.begin_merge(self)?;
        Ok(new)
    }

    /// Begins `self.update(other)` for a set: grows once, and if `self` is fresh copies everything and returns true.
    /// Otherwise the caller adds the keys of `other` in order, one by one.
    pub fn begin_merge(&mut self, other: &SetTable<T>) -> Granted<bool> {
        if other.used == 0 {
            return Ok(true);
        }
        self.reserve_for_merge(other.used)?;
        if self.fill != 0 {
            return Ok(false);
        }
        self.ensure_slots();
        self.version += 1;
        self.fill = other.used;
        self.used = other.used;
        if self.mask() == other.mask() && other.fill == other.used {
            self.slots.clone_from(&other.slots);
        } else {
            for (hash, key) in other.iter() {
                self.insert_clean(hash, key.clone());
            }
        }
        Ok(true)
    }
}

/// The operations for keys that compare without script code, and the order in which the others must do the same.
impl<T: Clone> SetTable<T> {
    /// The slot of an equal key.
    pub fn find(&self, hash: i64, mut equal: impl FnMut(&T) -> bool) -> Option<usize> {
        let mut probe = self.probe(hash);
        while let Some((at, key)) = self.next_candidate(&mut probe) {
            if equal(key) {
                return Some(at);
            }
        }
        None
    }

    /// Adds a key; false if an equal one is there already (which stays).
    pub fn add(&mut self, hash: i64, key: T, mut equal: impl FnMut(&T, &T) -> bool) -> Granted<bool> {
        let mut probe = self.probe(hash);
        while let Some((_, present)) = self.next_candidate(&mut probe) {
            if equal(present, &key) {
                return Ok(false);
            }
        }
        self.insert_after(probe, key)?;
        Ok(true)
    }

    /// Removes a key; the one that was in the table is returned.
    pub fn discard(&mut self, hash: i64, equal: impl FnMut(&T) -> bool) -> Option<T> {
        let at = self.find(hash, equal)?;
        self.remove_slot(at)
    }

    /// `self |= other`
    pub fn update(&mut self, other: &SetTable<T>, mut equal: impl FnMut(&T, &T) -> bool) -> Granted<()> {
        if !self.begin_merge(other)? {
            for (hash, key) in other.iter() {
                self.add(hash, key.clone(), &mut equal)?;
            }
        }
        Ok(())
    }

    /// `self & other`: the smaller is walked (the right one when equal), its keys are taken.
    pub fn intersection(
        &self,
        other: &SetTable<T>,
        mut equal: impl FnMut(&T, &T) -> bool,
    ) -> Granted<SetTable<T>> {
        let (walked, asked) = if other.used > self.used { (self, other) } else { (other, self) };
        let mut result = SetTable::new();
        for (hash, key) in walked.iter() {
            if asked.find(hash, |present| equal(present, key)).is_some() {
                result.add(hash, key.clone(), &mut equal)?;
            }
        }
        Ok(result)
    }

    /// `self - other`: a set much larger than the other is copied and thinned, otherwise picked over.
    pub fn difference(
        &self,
        other: &SetTable<T>,
        mut equal: impl FnMut(&T, &T) -> bool,
    ) -> Granted<SetTable<T>> {
        if self.used >> 2 > other.used {
            let mut result = self.copy()?;
            result.difference_update(other, equal)?;
            return Ok(result);
        }
        let mut result = SetTable::new();
        for (hash, key) in self.iter() {
            if other.find(hash, |present| equal(present, key)).is_none() {
                result.add(hash, key.clone(), &mut equal)?;
            }
        }
        Ok(result)
    }

    /// `self -= other`
    pub fn difference_update(
        &mut self,
        other: &SetTable<T>,
        mut equal: impl FnMut(&T, &T) -> bool,
    ) -> Granted<()> {
        let smaller;
        let other = if other.used >> 3 > self.used {
            smaller = self.intersection(other, &mut equal)?;
            &smaller
        } else {
            other
        };
        for (hash, key) in other.iter() {
            self.discard(hash, |present| equal(present, key));
        }
        self.sweep_dummies();
        Ok(())
    }

    /// `self ^= other`
    pub fn symmetric_difference_update(
        &mut self,
        other: &SetTable<T>,
        mut equal: impl FnMut(&T, &T) -> bool,
    ) -> Granted<()> {
        for (hash, key) in other.iter() {
            if self.discard(hash, |present| equal(present, key)).is_none() {
                self.add(hash, key.clone(), &mut equal)?;
            }
        }
        Ok(())
    }

    /// `self ^ other`: begins with a copy of the right one.
    pub fn symmetric_difference(
        &self,
        other: &SetTable<T>,
        equal: impl FnMut(&T, &T) -> bool,
    ) -> Granted<SetTable<T>> {
        let mut result = other.copy()?;
        result.symmetric_difference_update(self, equal)?;
        Ok(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(keys: &[i64]) -> SetTable<i64> {
        let mut table = SetTable::new();
        for key in keys {
            table.add(*key, *key, |a, b| a == b).unwrap();
        }
        table
    }

    fn keys(table: &SetTable<i64>) -> Vec<i64> {
        table.iter().map(|(_, key)| *key).collect()
    }

    #[test]
    fn order_is_by_slot() {
        assert_eq!(keys(&set(&[3, 1, 2])), [1, 2, 3]);
        assert_eq!(keys(&set(&[8, 0, 16])), [8, 0, 16]);
    }

    #[test]
    fn pop_goes_on_where_it_was() {
        let mut table = set(&[5, 1, 3]);
        assert_eq!(table.pop(), Some((1, 1)));
        table.add(0, 0, |a, b| a == b).unwrap();
        assert_eq!(table.pop(), Some((3, 3)));
        assert_eq!(table.len(), 2);
    }

    #[test]
    fn a_change_moves_the_version() {
        let mut table = set(&[1]);
        let before = table.version();
        table.discard(1, |key| *key == 1);
        assert_ne!(table.version(), before);
        assert!(table.pop().is_none());
    }
}
