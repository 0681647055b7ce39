//! The ready queue: what runs in the next turn. Each `call_soon` of CPython is one entry, in its order; an entry is an enum, not an object.

use std::collections::VecDeque;

use crate::object::Ref;
use crate::object::buffer::{Granted, NoMemory};

use super::future::FutObj;
use super::handle::HandleObj;
use super::sleep::SleepObj;

/// One thing to do.
pub enum Entry {
    /// A task's step with nothing to deliver.
    Step(Ref<FutObj>),
    /// The task's future (its `waits`) is done: `Task.task_wakeup`.
    Wake(Ref<FutObj>),
    /// A callback of a script.
    Handle(Ref<HandleObj>),
    /// A sleep's time has come: its task will wake a turn later.
    SleepDue(Ref<SleepObj>),
    /// A child of a gather is done: (future of the gather, child).
    GatherChild(Box<(Ref<FutObj>, Ref<FutObj>)>),
    /// `run_until_complete`'s callback.
    StopLoop(Ref<FutObj>),
    /// A place in the queue, where a coroutine with nothing to do would have stood.
    Nothing,
    /// A task's step that throws an exception of the scheduler's.
    Throw(Box<(Ref<FutObj>, crate::object::Value)>),
}

/// The queue.
#[derive(Default)]
pub struct Ready {
    queue: VecDeque<Entry>,
}

impl Ready {
    /// Makes room for one more entry. Where a script says how many there are, this comes first: a push cannot be refused.
    #[inline]
    pub fn make_room(&mut self) -> Granted<()> {
        if self.queue.len() < self.queue.capacity() {
            return Ok(());
        }
        self.queue.try_reserve(1).map_err(|_| NoMemory)
    }

    /// Appends an entry.
    #[inline(always)]
    pub fn push(&mut self, e: Entry) {
        self.queue.push_back(e);
    }

    /// Takes the entry that came first.
    #[inline(always)]
    pub fn pop(&mut self) -> Option<Entry> {
        self.queue.pop_front()
    }

    /// The entry that came first.
    #[inline(always)]
    pub fn first(&self) -> Option<&Entry> {
        self.queue.front()
    }

    /// How many entries wait.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Whether nothing is ready.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Gives memory back after a large batch.
    pub fn trim(&mut self) {
        if self.queue.is_empty() && self.queue.capacity() > 4096 {
            self.queue = VecDeque::new();
        }
    }

    /// Takes out everything.
    pub fn take_all(&mut self) -> VecDeque<Entry> {
        std::mem::take(&mut self.queue)
    }
}
