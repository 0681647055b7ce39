//! What is known before an instruction: which registers surely hold something, and of what kind it is where that matters.

/// What is known of the value in a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Some value.
    Any,
    /// A value or nothing: the second register of `LoadMethod`. Only a call of that method may look.
    Perhaps,
    /// What `PushHandled` saved, which is owed to a `PopHandled`.
    Saved,
    /// What `Delegate` runs.
    Awaited,
    Cell,
    /// A tuple of so many cells.
    Cells(u16),
    Str,
    Tuple,
    List,
    Set,
    Dict,
    Exception,
}

impl Kind {
    /// Whether an instruction that wants `wanted` may have it.
    pub fn is(self, wanted: Kind) -> bool {
        self == wanted || wanted == Kind::Tuple && matches!(self, Kind::Cells(_))
    }

    /// Whether every instruction may read it.
    pub fn is_value(self) -> bool {
        !matches!(self, Kind::Perhaps | Kind::Saved)
    }

    /// What is known where two paths meet.
    fn join(self, other: Kind) -> Kind {
        match (self, other) {
            _ if self == other => self,
            _ if !self.is_value() || !other.is_value() => Kind::Perhaps,
            _ if self.is(Kind::Tuple) && other.is(Kind::Tuple) => Kind::Tuple,
            _ => Kind::Any,
        }
    }
}

/// A set of registers, as bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Registers(Vec<u64>);

impl Registers {
    pub fn has(&self, r: u16) -> bool {
        self.word(usize::from(r) / 64) >> (r % 64) & 1 == 1
    }

    pub fn add(&mut self, r: u16) {
        let word = usize::from(r) / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (r % 64);
    }

    fn remove(&mut self, r: u16) {
        if let Some(word) = self.0.get_mut(usize::from(r) / 64) {
            *word &= !(1 << (r % 64));
        }
    }

    fn word(&self, i: usize) -> u64 {
        self.0.get(i).copied().unwrap_or(0)
    }

    /// Those from `first` on.
    fn from(&self, first: u16) -> impl Iterator<Item = u16> + '_ {
        let start = usize::from(first) / 64;
        (start..self.0.len()).flat_map(move |i| {
            let below = if i == start { (1u64 << (first % 64)) - 1 } else { 0 };
            let mut word = self.word(i) & !below;
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros())?;
                word &= word - 1;
                Some((i * 64) as u16 + bit as u16)
            })
        })
    }
}

/// The state of the registers. A local is held if it is surely bound; a register above the locals is held if it is live.
#[derive(Debug, Default)]
pub(super) struct State {
    held: Registers,
    /// What is known of held registers beyond `Any`, by register. Few at a time.
    kinds: Vec<(u16, Kind)>,
}

impl Clone for State {
    fn clone(&self) -> State {
        State { held: self.held.clone(), kinds: self.kinds.clone() }
    }

    /// Keeps the memory: the walk does this for every block.
    fn clone_from(&mut self, other: &State) {
        self.held.0.clone_from(&other.held.0);
        self.kinds.clone_from(&other.kinds);
    }
}

impl State {
    pub fn holds(&self, r: u16) -> bool {
        self.held.has(r)
    }

    /// What a held register has.
    pub fn kind(&self, r: u16) -> Kind {
        match self.kinds.binary_search_by_key(&r, |(r, _)| *r) {
            Ok(i) => self.kinds[i].1,
            Err(_) => Kind::Any,
        }
    }

    pub fn put(&mut self, r: u16, kind: Kind) {
        self.held.add(r);
        match self.kinds.binary_search_by_key(&r, |(r, _)| *r) {
            Ok(i) if kind == Kind::Any => _ = self.kinds.remove(i),
            Ok(i) => self.kinds[i].1 = kind,
            Err(_) if kind == Kind::Any => {}
            Err(i) => self.kinds.insert(i, (r, kind)),
        }
    }

    pub fn remove(&mut self, r: u16) {
        self.put(r, Kind::Any);
        self.held.remove(r);
    }

    /// The held registers from `first` on.
    pub fn from(&self, first: u16) -> impl Iterator<Item = u16> + '_ {
        self.held.from(first)
    }

    /// Drops the registers from `first` on.
    pub fn cut(&mut self, first: u16) {
        let word = usize::from(first) / 64;
        self.held.0.truncate(word + 1);
        if let Some(last) = self.held.0.get_mut(word) {
            *last &= (1 << (first % 64)) - 1;
        }
        self.kinds.retain(|(r, _)| *r < first);
    }

    /// Another path comes here with `other`: keeps what holds on both. Locals may differ; Err: registers above them do. True: less is known now.
    pub fn meet(&mut self, other: &State, locals: u16) -> Result<bool, ()> {
        let mut less = false;
        let words = self.held.0.len().max(other.held.0.len());
        self.held.0.resize(words, 0);
        let (boundary, part) = (usize::from(locals) / 64, (1u64 << (locals % 64)) - 1);
        for (i, word) in self.held.0.iter_mut().enumerate() {
            let local = match i.cmp(&boundary) {
                std::cmp::Ordering::Less => u64::MAX,
                std::cmp::Ordering::Equal => part,
                std::cmp::Ordering::Greater => 0,
            };
            if (*word ^ other.held.word(i)) & !local != 0 {
                return Err(());
            }
            let both = *word & other.held.word(i);
            less |= both != *word;
            *word = both;
        }
        for i in (0..self.kinds.len()).rev() {
            let (r, kind) = self.kinds[i];
            let joined = if self.holds(r) { kind.join(other.kind(r)) } else { Kind::Any };
            less |= joined != kind;
            match joined {
                Kind::Any => _ = self.kinds.remove(i),
                joined => self.kinds[i].1 = joined,
            }
        }
        // What is only some value here may be nothing there.
        for (r, kind) in &other.kinds {
            if !kind.is_value() && self.holds(*r) && self.kind(*r).is_value() {
                self.put(*r, Kind::Perhaps);
                less = true;
            }
        }
        Ok(less)
    }
}
