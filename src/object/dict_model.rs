//! Dicts and sets against plain models under random operations, and the steps of their look-ups counted.

use std::cell::Cell;

use proptest::prelude::*;

use super::dict::{DictObj, Find};
use super::equality::{same_key, simple_hash};
use super::heap::Heap;
use super::set_table::SetTable;
use super::value::{Ref, Value};

thread_local! {
    /// Comparisons of keys since the last look.
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Called for every key that a look-up considers.
pub fn count_step() {
    STEPS.set(STEPS.get() + 1);
}

fn heap() -> &'static Heap {
    Heap::for_test()
}

/// Keys of all ranks; few of them, so that they come again.
fn key(heap: &Heap, n: u8) -> Value {
    let i = i64::from(n / 4 % 16);
    match n % 4 {
        0 => heap.intern(&format!("k{i}")).into_value(),
        1 => Value::Int(i),
        2 => heap.str(&format!("k{i}")).into_value(),
        _ => heap.tuple([Value::Int(i), Value::None]).into_value(),
    }
}

fn hash(heap: &Heap, key: &Value) -> i64 {
    simple_hash(heap, key).expect("the keys of these tests tell their hashes")
}

fn place(heap: &Heap, d: &DictObj, key: &Value) -> Option<usize> {
    match d.find(key, hash(heap, key)) {
        Find::Found(i) => Some(i),
        Find::Absent => None,
        Find::Ask(_) => panic!("these keys are decided without script code"),
    }
}

#[derive(Clone, Debug)]
enum Op {
    Set(u8, i64),
    Remove(u8),
    PopLast,
    PopFirst,
    ToFront(u8),
    ToEnd(u8),
    Copy,
    Reserve(u8),
    Clear,
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let op = prop_oneof![
        12 => (any::<u8>(), any::<i64>()).prop_map(|(k, v)| Op::Set(k, v)),
        6 => any::<u8>().prop_map(Op::Remove),
        2 => Just(Op::PopLast),
        2 => Just(Op::PopFirst),
        2 => any::<u8>().prop_map(Op::ToFront),
        2 => any::<u8>().prop_map(Op::ToEnd),
        1 => Just(Op::Copy),
        1 => any::<u8>().prop_map(Op::Reserve),
        1 => Just(Op::Clear),
    ];
    // With few kinds of keys the forms for strings and plain keys live long; the mask chooses the kinds.
    (prop_oneof![Just(0u8), Just(1), Just(2), Just(3)], proptest::collection::vec(op, 1..300)).prop_map(
        |(mask, ops)| {
            let low = |k: u8| k & !3 | k & mask;
            ops.into_iter()
                .map(|op| match op {
                    Op::Set(k, v) => Op::Set(low(k), v),
                    Op::Remove(k) => Op::Remove(low(k)),
                    Op::ToFront(k) => Op::ToFront(low(k)),
                    Op::ToEnd(k) => Op::ToEnd(low(k)),
                    other => other,
                })
                .collect()
        },
    )
}

fn agrees(heap: &Heap, d: &DictObj, model: &[(Value, i64)]) {
    assert_eq!(d.len(), model.len());
    let same = |(k, v): &(Value, Value), (mk, mv): &(Value, i64)| {
        same_key(k, mk) == Some(true) && matches!(v, Value::Int(x) if x == mv)
    };
    assert!(
        d.entries().iter().zip(model).all(|(a, b)| same(a, b)),
        "the entries stand in the order of the model"
    );
    let (mut at, mut walked) = (0, 0);
    while let Some((next, h, k, v)) = d.next_hashed(at) {
        assert_eq!(h, hash(heap, &k), "the hash is kept");
        assert_eq!(place(heap, d, &k), Some(next - 1), "every key is found where it stands");
        assert!(d.value_at(next - 1).is(&v));
        (at, walked) = (next, walked + 1);
    }
    assert_eq!(walked, model.len());
    let mut back = usize::MAX;
    for (k, _) in model.iter().rev() {
        let (i, found, _) = d.previous_entry(back).expect("as many entries backwards");
        assert_eq!(same_key(&found, k), Some(true));
        back = i;
    }
    assert!(d.previous_entry(back).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_dict_is_a_list_of_pairs(ops in ops()) {
        let heap = heap();
        let before = heap.bytes();
        let mut d: Ref<DictObj> = heap.dict();
        let mut model: Vec<(Value, i64)> = Vec::new();
        for op in ops {
            let version = d.version();
            let find = |model: &[(Value, i64)], k: &Value| model.iter().position(|(x, _)| same_key(x, k) == Some(true));
            match op {
                Op::Set(k, v) => {
                    let k = key(heap, k);
                    match (place(heap, &d, &k), find(&model, &k)) {
                        (Some(i), Some(m)) => {
                            drop(d.replace_at(i, Value::Int(v)));
                            model[m].1 = v;
                            assert_eq!(d.version(), version, "a new value leaves the keys alone");
                        }
                        (None, None) => {
                            d.push(k.clone(), hash(heap, &k), Value::Int(v));
                            model.push((k, v));
                            assert_ne!(d.version(), version);
                        }
                        (a, b) => panic!("dict {a:?}, model {b:?}"),
                    }
                }
                Op::Remove(k) => {
                    let k = key(heap, k);
                    let found = place(heap, &d, &k);
                    assert_eq!(found.is_some(), find(&model, &k).is_some());
                    if let (Some(i), Some(m)) = (found, find(&model, &k)) {
                        let (_, v) = d.remove_at(i);
                        assert!(v.is(&Value::Int(model.remove(m).1)));
                        assert_ne!(d.version(), version);
                    }
                }
                Op::PopLast => {
                    let out = d.pop_last().map(|(_, v)| v);
                    assert!(out.unwrap_or_default().is(&model.pop().map_or(Value::Undef, |(_, v)| Value::Int(v))));
                }
                Op::PopFirst => {
                    let first = d.next_entry(0).map(|(next, ..)| d.remove_at(next - 1).1);
                    let wanted = if model.is_empty() { Value::Undef } else { Value::Int(model.remove(0).1) };
                    assert!(first.unwrap_or_default().is(&wanted));
                }
                Op::ToFront(k) => {
                    let k = key(heap, k);
                    if let (Some(i), Some(m)) = (place(heap, &d, &k), find(&model, &k)) {
                        d.move_to_front(i);
                        let entry = model.remove(m);
                        model.insert(0, entry);
                    }
                }
                Op::ToEnd(k) => {
                    let k = key(heap, k);
                    if let (Some(i), Some(m)) = (place(heap, &d, &k), find(&model, &k)) {
                        let (k, v) = d.remove_at(i);
                        let h = hash(heap, &k);
                        d.push(k, h, v);
                        let entry = model.remove(m);
                        model.push(entry);
                    }
                }
                Op::Copy => {
                    let copy = heap.dict();
                    copy.copy_from(&d);
                    assert_eq!(copy.places(), d.len(), "a copy has no tombstones");
                    d = copy;
                }
                Op::Reserve(n) => d.reserve(n as usize),
                Op::Clear => {
                    d.clear_entries();
                    model.clear();
                }
            }
            agrees(heap, &d, &model);
        }
        drop((d, model));
        // Strings of the keys stay interned or small; the cells of the dict do not.
        let names: usize = 16 * 64 + 512;
        assert!(heap.bytes() <= before + names, "{} bytes are left over", heap.bytes() - before);
    }

    #[test]
    fn a_set_is_a_set(ops in proptest::collection::vec((0u8..5, any::<i8>()), 1..400)) {
        let mut table = SetTable::new();
        let mut model = std::collections::HashSet::new();
        // Few hashes for many keys, so that probes meet.
        let hash = |k: i8| i64::from(k % 16) * 3;
        for (op, k) in ops {
            match op {
                0 | 1 => assert_eq!(table.add(hash(k), k, |a, b| a == b).unwrap(), model.insert(k)),
                2 => assert_eq!(table.discard(hash(k), |x| *x == k), model.take(&k)),
                3 => match table.pop() {
                    Some((h, k)) => {
                        assert_eq!(h, hash(k));
                        assert!(model.remove(&k));
                    }
                    None => assert!(model.is_empty()),
                },
                _ => table = table.copy().unwrap(),
            }
            assert_eq!(table.len(), model.len());
            assert!(model.iter().all(|k| table.find(hash(*k), |x| x == k).is_some()));
            assert_eq!(table.iter().filter(|(h, k)| *h == hash(**k) && model.contains(k)).count(), model.len());
        }
    }
}

/// Steps of a thousand look-ups, half of them of absent keys, in a dict of `n` keys.
fn steps(n: i64, make: fn(&Heap, i64) -> Value) -> u64 {
    let heap = heap();
    let d = heap.dict();
    for i in 0..n {
        let k = make(heap, i);
        d.push(k.clone(), hash(heap, &k), Value::None);
    }
    STEPS.set(0);
    for i in 0..1000 {
        let k = make(heap, i * n / 500);
        let found = match d.find(&k, hash(heap, &k)) {
            Find::Found(_) => true,
            Find::Absent => false,
            // Undecided: the VM would ask each of them.
            Find::Ask(list) => {
                STEPS.set(STEPS.get() + list.len() as u64);
                true
            }
        };
        assert_eq!(found, i < 500);
    }
    STEPS.get()
}

#[test]
fn look_ups_are_flat() {
    let kinds: [(&str, fn(&Heap, i64) -> Value); 4] = [
        ("int", |_, i| Value::Int(i * 7)),
        ("str", |h, i| h.str(&format!("key {i}")).into_value()),
        ("tuple", |h, i| {
            h.tuple([h.tuple([Value::Int(i)]).into_value(), h.str("a").into_value()]).into_value()
        }),
        ("frozenset", |h, i| {
            let mut table = SetTable::new();
            table.add(i, Value::Int(i), |_, _| false).unwrap();
            let set = h.alloc(&h.types().frozenset, super::set::SetObj::new(table));
            set.hash.set(Some(super::number::hash::hash_frozenset([i].into_iter())));
            set.into_value()
        }),
    ];
    for (kind, make) in kinds {
        let (few, many) = (steps(2000, make), steps(20_000, make));
        assert!(
            few >= 500 && many < few + few / 2,
            "{kind}: {few} steps with 2,000 keys, {many} with 20,000"
        );
        assert!(many < 4000, "{kind}: {many} steps for 1,000 look-ups");
    }
}
