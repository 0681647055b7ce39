//! Cases about the order of sets and about random sequences.

use hoopsnake::object::number::hash::{TupleHasher, hash_i64};
use hoopsnake::object::number::int::IntRef;
use hoopsnake::object::random::Mt19937;
use hoopsnake::object::set_table::SetTable;

use crate::{Cases, show_float, show_int};

type Set = SetTable<i64>;

fn same(a: &i64, b: &i64) -> bool {
    a == b
}

fn set(keys: &[i64]) -> Set {
    let mut out = Set::new();
    for key in keys {
        out.add(hash_i64(*key), *key, same).expect("memory");
    }
    out
}

fn show(keys: impl Iterator<Item = i64>) -> String {
    format!("[{}]", keys.map(|key| key.to_string()).collect::<Vec<_>>().join(", "))
}

fn keys(cases: &mut Cases, most: usize) -> Vec<i64> {
    let spread = *cases.pick(&[20usize, 100, 1000, 1 << 40]);
    let count = cases.below(most);
    (0..count).map(|_| cases.below(spread) as i64 - spread as i64 / 4).collect()
}

fn operations(cases: &mut Cases) {
    let most = *cases.pick(&[6usize, 20, 60, 300]);
    let start = keys(cases, most);
    let mut ours = set(&start);
    let mut script = Vec::new();
    for _ in 0..cases.below(8) {
        let most = *cases.pick(&[3usize, 10, 40, 400]);
        let other = keys(cases, most);
        let table = set(&other);
        let argument = show(other.iter().copied());
        let code = match cases.below(12) {
            0 => {
                ours.update(&table, same).expect("memory");
                "s.update(set(a)) or s"
            }
            1 => {
                ours = ours.intersection(&table, same).expect("memory");
                "s & set(a)"
            }
            2 => {
                ours = ours.difference(&table, same).expect("memory");
                "s - set(a)"
            }
            3 => {
                ours.difference_update(&table, same).expect("memory");
                "s.difference_update(set(a)) or s"
            }
            4 => {
                ours = ours.symmetric_difference(&table, same).expect("memory");
                "s ^ set(a)"
            }
            5 => {
                ours.symmetric_difference_update(&table, same).expect("memory");
                "s.symmetric_difference_update(set(a)) or s"
            }
            6 => {
                ours = ours.copy().expect("memory");
                "s.copy()"
            }
            7 => {
                for key in &other {
                    ours.discard(hash_i64(*key), |present| present == key);
                }
                "[s.discard(k) for k in a] and s or s"
            }
            8 => {
                for key in &other {
                    ours.add(hash_i64(*key), *key, same).expect("memory");
                }
                "[s.add(k) for k in a] and s or s"
            }
            9 => {
                for _ in 0..other.len().min(ours.len()) {
                    ours.pop();
                }
                "[s.pop() for _ in range(min(len(a), len(s)))] and s or s"
            }
            10 => {
                let mut new = ours.copy().expect("memory");
                new.update(&table, same).expect("memory");
                ours = new;
                "s | set(a)"
            }
            _ => {
                let mut meeting = ours.intersection(&table, same).expect("memory");
                ours.swap(&mut meeting);
                "s.intersection_update(set(a)) or s"
            }
        };
        script.push(format!("(lambda s, a: {code}, {argument})"));
        let expression = format!("S({}, [{}])", show(start.iter().copied()), script.join(", "));
        cases.add(expression, show(ours.iter().map(|(_, key)| *key)));
    }
}

fn tuples(cases: &mut Cases) {
    let count = cases.below(200);
    let keys: Vec<(i64, i64)> =
        (0..count).map(|_| (cases.below(15) as i64, cases.below(15) as i64)).collect();
    let mut table = SetTable::new();
    for key in &keys {
        let mut hasher = TupleHasher::default();
        hasher.add(hash_i64(key.0));
        hasher.add(hash_i64(key.1));
        table.add(hasher.finish(), *key, |a, b| a == b).expect("memory");
    }
    let show = |keys: Vec<(i64, i64)>| format!("{keys:?}");
    cases.add(format!("S({}, [])", show(keys)), show(table.iter().map(|(_, key)| *key).collect()));
}

fn sequences(cases: &mut Cases) {
    let draws: Vec<usize> =
        (0..20).map(|_| *cases.pick(&[0usize, 0, 1, 8, 31, 32, 33, 63, 64, 65, 100, 1000])).collect();
    let draw = |random: &mut Mt19937| {
        let drawn = draws.iter().map(|k| match k {
            0 => show_float(&random.random()),
            _ => show_int(&random.bits(*k)),
        });
        format!("[{}]", drawn.collect::<Vec<_>>().join(", "))
    };
    let seed = crate::numbers::random_int(cases);
    let ours = draw(&mut Mt19937::from_int(seed.as_ref()));
    cases.add(format!("MT({}, {draws:?})", show_int(&seed)), ours);
    let text = cases.text(&["a", "é", "x1"], 5);
    let ours = draw(&mut Mt19937::from_bytes(text.as_bytes()));
    cases.add(format!("MT({}, {draws:?})", crate::literal(text.as_bytes())), ours);
}

/// All of them.
pub fn collect(cases: &mut Cases) {
    for _ in 0..600 {
        operations(cases);
    }
    for _ in 0..50 {
        tuples(cases);
        sequences(cases);
    }
    let many: Vec<i64> = (0..120_000).map(|n| n * 7919 % 1_000_003).collect();
    let table = set(&many);
    let sum = table
        .iter()
        .enumerate()
        .fold(0i64, |sum, (at, (_, key))| (sum * 31 + at as i64 + key) % 1_000_000_007);
    cases.add(
        "__import__('functools').reduce(lambda s, p: (s * 31 + p[0] + p[1]) % 1000000007, enumerate(S([n * 7919 % 1000003 for n in range(120000)], [])), 0)".into(),
        sum.to_string(),
    );
    let mut random = Mt19937::from_int(IntRef::Small(7));
    let drawn: Vec<String> = (1..200).map(|n| random.below(n * n).to_string()).collect();
    cases.add(
        "(lambda r: [r.randrange(n * n) for n in range(1, 200)])(random.Random(7))".into(),
        format!("[{}]", drawn.join(", ")),
    );
    let mut random = Mt19937::from_int(IntRef::Small(7));
    let drawn: Vec<String> = (0..20).map(|n| crate::bytes_literal(&random.bytes(n))).collect();
    cases.add(
        "(lambda r: [r.randbytes(n) for n in range(20)])(random.Random(7))".into(),
        format!("[{}]", drawn.join(", ")),
    );
}
