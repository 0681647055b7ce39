//! What waits for what, as plain data: who is blocked, on what, by whom; cycles; and the report in words.

use std::fmt::Write;

/// A blocked task.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blocked {
    pub name: String,
    /// The coroutine function.
    pub function: String,
    /// `file:line` of the await.
    pub place: Option<String>,
    /// What it waits for in words: `Lock`, `Queue.join`, `task`.
    pub what: String,
    /// Seconds until a sleep ends.
    pub left: Option<f64>,
    /// Where that was made, `file:line`.
    pub made: Option<String>,
    /// Who could end the wait: numbers of blocked tasks.
    pub by: Vec<usize>,
    /// Names of holders that are not blocked (they ended and never let go).
    pub gone: Vec<String>,
    /// The thing waited for is held by `by` (a lock), rather than being them (tasks).
    pub held: bool,
}

/// The first cycle, as numbers of tasks in order.
pub fn cycle(tasks: &[Blocked]) -> Option<Vec<usize>> {
    // 0: not seen, 1: on the path, 2: leads to no cycle.
    let mut state = vec![0u8; tasks.len()];
    for start in 0..tasks.len() {
        let mut path = vec![(start, 0usize)];
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        while let Some((at, next)) = path.last_mut() {
            let Some(&to) = tasks[*at].by.get(*next) else {
                state[*at] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                0 => {
                    state[to] = 1;
                    path.push((to, 0));
                }
                1 => {
                    let from = path.iter().position(|(i, _)| *i == to).unwrap_or(0);
                    return Some(path[from..].iter().map(|(i, _)| *i).collect());
                }
                _ => {}
            }
        }
    }
    None
}

/// How many tasks a report names one by one.
const NAMED: usize = 30;

/// The report below the sentence of the error: one line for each blocked task, the cycle, a hint.
pub fn report(tasks: &[Blocked]) -> String {
    let mut out = String::new();
    for t in tasks.iter().take(NAMED) {
        let _ = write!(out, "  task '{}'", t.name);
        if !t.function.is_empty() {
            let _ = write!(out, " in {}", t.function);
        }
        if let Some(p) = &t.place {
            let _ = write!(out, " at {p}");
        }
        let _ = write!(out, " waits for {}", t.what);
        if let Some(m) = &t.made {
            let _ = write!(out, " (made at {m})");
        }
        let others: Vec<String> = t.by.iter().map(|i| format!("task '{}'", tasks[*i].name)).collect();
        if !others.is_empty() {
            let _ = write!(out, "{} {}", if t.held { ", held by" } else { ":" }, others.join(", "));
        }
        if !t.gone.is_empty() {
            let gone: Vec<String> = t.gone.iter().map(|n| format!("task '{n}'")).collect();
            let _ = write!(out, ", held by {}, which ended without letting go", gone.join(", "));
        }
        out.push('\n');
    }
    if tasks.len() > NAMED {
        let _ = writeln!(out, "  and {} more", tasks.len() - NAMED);
    }
    let circle = cycle(tasks);
    if let Some(c) = &circle {
        out.push_str("  the cycle: ");
        for (n, i) in c.iter().enumerate() {
            let name = &tasks[*i].name;
            let _ = match n {
                0 => write!(out, "task '{name}' waits for "),
                _ => write!(out, "task '{name}', which waits for "),
            };
        }
        let _ = writeln!(out, "task '{}'", tasks[c[0]].name);
    }
    let _ = write!(out, "  hint: {}", hint(tasks, circle.as_deref()));
    out
}

fn hint(tasks: &[Blocked], circle: Option<&[usize]>) -> &'static str {
    if let Some(c) = circle {
        if c.len() == 1 {
            let t = &tasks[c[0]];
            return if t.what.starts_with("Lock") {
                "a Lock is not reentrant: the task that holds it must not acquire it again"
            } else {
                "a task cannot wait for itself"
            };
        }
        return if c.iter().all(|i| tasks[*i].held) {
            "take the locks in the same order everywhere"
        } else {
            "tasks wait for each other in a circle: one of them must not wait"
        };
    }
    if tasks.iter().any(|t| !t.gone.is_empty()) {
        return "use `async with`, so that what was acquired is always released";
    }
    let of = |prefix: &str| tasks.iter().any(|t| t.what.starts_with(prefix));
    if of("Event") {
        "nobody is left who could call `set()` of the event"
    } else if of("Queue.join") {
        "each item that was put needs a `task_done()`"
    } else if of("Queue.get") {
        "nobody is left who could put into the queue; `queue.shutdown()` ends its readers"
    } else if of("Queue.put") {
        "nobody is left who could get from the full queue"
    } else if of("Condition") {
        "nobody is left who could call `notify()`"
    } else if of("Semaphore") || of("BoundedSemaphore") {
        "nobody is left who could call `release()`"
    } else if of("Barrier") {
        "too few tasks come to the barrier"
    } else {
        "nobody is left who could call `set_result()` of the future"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(name: &str, what: &str, by: &[usize]) -> Blocked {
        Blocked {
            name: name.into(),
            what: what.into(),
            by: by.to_vec(),
            held: what == "Lock",
            ..Blocked::default()
        }
    }

    #[test]
    fn two_locks_make_a_cycle() {
        let tasks = [task("main", "task", &[1]), task("left", "Lock", &[2]), task("right", "Lock", &[1])];
        assert_eq!(cycle(&tasks), Some(vec![1, 2]));
        let text = report(&tasks);
        let circle = "  the cycle: task 'left' waits for task 'right', which waits for task 'left'\n";
        assert!(text.contains(circle), "{text}");
        assert!(text.contains("same order"), "{text}");
    }

    #[test]
    fn a_tree_has_no_cycle() {
        let tasks = [task("a", "task", &[1, 2]), task("b", "task", &[2]), task("c", "Event", &[])];
        assert_eq!(cycle(&tasks), None);
        assert!(report(&tasks).contains("set()"));
    }

    #[test]
    fn a_long_chain_is_no_matter() {
        let n = 200_000;
        let tasks: Vec<_> =
            (0..n).map(|i| task("t", "task", if i + 1 < n { &[0][..] } else { &[] })).collect();
        assert_eq!(cycle(&tasks), Some(vec![0]));
        let chain: Vec<_> = (0..n)
            .map(|i| Blocked { by: if i + 1 < n { vec![i + 1] } else { vec![] }, ..Blocked::default() })
            .collect();
        assert_eq!(cycle(&chain), None);
        assert!(report(&chain).lines().count() < 40);
    }

    #[test]
    fn a_holder_that_ended_is_named() {
        let mut t = task("a", "Lock", &[]);
        t.gone = vec!["b".into()];
        let text = report(&[t]);
        assert!(text.contains("held by task 'b', which ended"), "{text}");
    }
}
