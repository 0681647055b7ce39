//! The texts of everything that was compiled, by number, for tracebacks. A text goes when the last code object of it has died.
//!
//! Numbers are never given twice: what remembers a number (a coroutine where it was called, a task where it was made) finds its text or none. It may outlive the
//! code by a little, so the texts that were released last stay.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use foldhash::fast::FixedState;

use super::SourceText;

/// Texts that stay although nobody's code is of them any more.
const STAY: usize = 64;

/// The number of a text, held by the code objects that were made of it.
pub struct SourceNumber {
    number: u32,
    released: Rc<RefCell<Vec<u32>>>,
}

impl SourceNumber {
    /// The number.
    pub fn get(&self) -> u32 {
        self.number
    }
}

impl Drop for SourceNumber {
    fn drop(&mut self) {
        let mut released = self.released.borrow_mut();
        // Without memory the text stays.
        if released.try_reserve(1).is_ok() {
            released.push(self.number);
        }
    }
}

/// All texts there are.
#[derive(Default)]
pub struct Sources {
    texts: HashMap<u32, Rc<SourceText>, FixedState>,
    next: u32,
    /// Whose last code object has died since somebody looked.
    released: Rc<RefCell<Vec<u32>>>,
    /// Those released last.
    staying: VecDeque<u32>,
}

impl Sources {
    /// Adds a text; the number is to be held by what is made of it.
    pub fn add(&mut self, text: Rc<SourceText>) -> Rc<SourceNumber> {
        for number in self.released.borrow_mut().drain(..) {
            self.staying.push_back(number);
        }
        while self.staying.len() > STAY {
            if let Some(old) = self.staying.pop_front() {
                self.texts.remove(&old);
            }
        }
        let number = self.next;
        self.next += 1;
        self.texts.insert(number, text);
        Rc::new(SourceNumber { number, released: self.released.clone() })
    }

    /// The text of a number, if it is still there.
    pub fn get(&self, number: u32) -> Option<&Rc<SourceText>> {
        self.texts.get(&number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_a_little_longer_than_its_code() {
        let mut all = Sources::default();
        let text = |i: usize| Rc::new(SourceText::new(format!("<{i}>"), ""));
        let kept = all.add(text(0));
        for i in 1..1000 {
            let number = all.add(text(i));
            assert_eq!(number.get(), i as u32);
        }
        assert!(all.texts.len() <= STAY + 3);
        assert!(all.get(kept.get()).is_some());
        assert!(all.get(1).is_none());
        assert_eq!(all.get(999).map(|t| t.name().to_string()), Some("<999>".to_string()));
    }
}
