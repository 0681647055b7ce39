//! What a parser and the handlers that it calls both look at: which handlers there are, where the parser is, what it was told. All of it can
//! change while the parser waits for a handler, so it stands beside the parser proper.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::dtd::{Dtd, Text};
use super::error::Fault;
use super::input::Encoding;

/// A handler that a program can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Handler {
    StartElement,
    EndElement,
    ProcessingInstruction,
    CharacterData,
    UnparsedEntityDecl,
    NotationDecl,
    StartNamespaceDecl,
    EndNamespaceDecl,
    Comment,
    StartCdataSection,
    EndCdataSection,
    Default,
    DefaultExpand,
    NotStandalone,
    ExternalEntityRef,
    StartDoctypeDecl,
    EndDoctypeDecl,
    EntityDecl,
    XmlDecl,
    ElementDecl,
    AttlistDecl,
    SkippedEntity,
}

/// How many handlers there are.
pub const HANDLERS: usize = 22;

/// Something that happened, for a handler.
pub enum Event<'a> {
    StartElement {
        name: Text,
        attributes: Vec<(Text, Text)>,
        specified: usize,
    },
    EndElement(Text),
    Pi(&'a [u8], Vec<u8>),
    Data(&'a [u8]),
    Unparsed {
        name: Text,
        base: Option<Text>,
        system: Option<Text>,
        public: Option<Text>,
        notation: Text,
    },
    Notation {
        name: Text,
        base: Option<Text>,
        system: Option<Text>,
        public: Option<Text>,
    },
    StartNamespace(Option<Text>, Option<Text>),
    EndNamespace(Option<Text>),
    Comment(Vec<u8>),
    StartCdata,
    EndCdata,
    Default(&'a [u8]),
    NotStandalone,
    ExternalEntity {
        context: Option<Text>,
        base: Option<Text>,
        system: Option<Text>,
        public: Option<Text>,
    },
    StartDoctype {
        name: Text,
        system: Option<Text>,
        public: Option<Text>,
        subset: bool,
    },
    EndDoctype,
    Entity {
        name: Text,
        parameter: bool,
        value: Option<Rc<Vec<u8>>>,
        base: Option<Text>,
        system: Option<Text>,
        public: Option<Text>,
        notation: Option<Text>,
    },
    XmlDecl {
        version: Option<Text>,
        encoding: Option<Text>,
        standalone: i64,
    },
    Element(Text, super::dtd::Model),
    Attlist {
        element: Text,
        attribute: Text,
        kind: Text,
        default: Option<Text>,
        required: bool,
    },
    Skipped(Text, bool),
}

/// Whoever calls the handlers.
pub trait Host {
    /// Tells a handler; gives back what it answered (0: no). An error ends the parse.
    fn call(&mut self, event: Event<'_>) -> Result<i64, Fault>;
    /// The characters of the 256 bytes of an encoding; None if it is not known.
    fn encoding(&mut self, name: &str) -> Result<Option<Box<[i32; 256]>>, Fault>;
}

/// How far a parser is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Begins,
    Parses,
    Finished,
}

/// Which parameter entities are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamParsing {
    Never,
    UnlessStandalone,
    Always,
}

/// The bytes that were read and made, of a parser and of those that it brought forth: nobody may make much out of little.
#[derive(Debug)]
pub struct Accounts {
    pub direct: Cell<u64>,
    pub indirect: Cell<u64>,
    pub most: Cell<f64>,
    pub threshold: Cell<u64>,
    /// The same of memory: what values of entities and attributes hold.
    pub held: Cell<u64>,
    pub held_most: Cell<f64>,
    pub held_threshold: Cell<u64>,
}

/// See above.
pub struct Shared {
    pub handlers: Cell<u32>,
    pub namespaces: bool,
    /// Between the parts of an expanded name.
    pub separator: Option<u8>,
    /// Expanded names end with the prefix.
    pub triplets: Cell<bool>,
    pub base: RefCell<Option<Text>>,
    pub param_parsing: Cell<ParamParsing>,
    pub foreign: Cell<bool>,
    pub deferral: Cell<bool>,
    pub dtd: Rc<RefCell<Dtd>>,
    pub accounts: Rc<Accounts>,
    /// The parser belongs to another one.
    pub is_child: bool,
    pub is_parameter: bool,
    pub in_value: Cell<bool>,
    pub stage: Cell<Stage>,
    pub error: Cell<i64>,
    /// The encoding that was named beforehand.
    pub agreed: RefCell<Option<String>>,
    // Where the parser is: the text, the encoding of its source, the place of the text in the source.
    pub text: RefCell<Rc<Vec<u8>>>,
    pub encoding: RefCell<Rc<Encoding>>,
    pub raw_base: Cell<u64>,
    /// A place in the text, and the bytes of the source before it.
    pub indexed: Cell<(usize, u64)>,
    /// What the handler is called about begins here.
    pub event: Cell<Option<usize>>,
    /// Lines and columns are counted up to here.
    pub counted: Cell<usize>,
    pub line: Cell<u64>,
    pub column: Cell<u64>,
}

/// About the memory that expat takes for a parser before anything is read: its account of memory begins with it.
const OF_A_PARSER: u64 = 4096;

impl Shared {
    /// Of a new parser of a document.
    pub fn new(encoding: Option<String>, namespaces: bool, separator: Option<u8>) -> Shared {
        let accounts = Accounts {
            direct: Cell::new(0),
            indirect: Cell::new(0),
            most: Cell::new(100.0),
            threshold: Cell::new(8 << 20),
            held: Cell::new(OF_A_PARSER),
            held_most: Cell::new(100.0),
            held_threshold: Cell::new(64 << 20),
        };
        Shared {
            handlers: Cell::new(0),
            namespaces,
            separator,
            triplets: Cell::new(false),
            base: RefCell::default(),
            param_parsing: Cell::new(ParamParsing::Never),
            foreign: Cell::new(false),
            deferral: Cell::new(true),
            dtd: Rc::default(),
            accounts: Rc::new(accounts),
            is_child: false,
            is_parameter: false,
            in_value: Cell::new(false),
            stage: Cell::new(Stage::Begins),
            error: Cell::new(0),
            agreed: RefCell::new(encoding),
            text: RefCell::default(),
            encoding: RefCell::new(Rc::new(Encoding::Utf8)),
            raw_base: Cell::new(0),
            indexed: Cell::new((0, 0)),
            event: Cell::new(None),
            counted: Cell::new(0),
            line: Cell::new(0),
            column: Cell::new(0),
        }
    }

    /// Of a parser of an external entity: of a parameter entity (or the external subset) where there is no context.
    pub fn child(&self, parameter: bool, encoding: Option<String>) -> Shared {
        let mut child = Shared::new(encoding, self.namespaces, self.separator);
        child.handlers.set(self.handlers.get());
        child.triplets.set(self.triplets.get());
        child.param_parsing.set(self.param_parsing.get());
        child.deferral.set(self.deferral.get());
        child.accounts = self.accounts.clone();
        child.dtd =
            if parameter { self.dtd.clone() } else { Rc::new(RefCell::new(self.dtd.borrow().clone())) };
        child.is_child = true;
        child.is_parameter = parameter;
        child.in_value.set(parameter && self.in_value.get());
        child
    }

    /// Whether there is a handler.
    #[inline]
    pub fn has(&self, h: Handler) -> bool {
        self.handlers.get() & 1 << h as u32 != 0
    }

    /// Whether there is a handler for whatever has none.
    #[inline]
    pub fn has_default(&self) -> bool {
        self.has(Handler::Default) || self.has(Handler::DefaultExpand)
    }

    /// The byte of the source that the parser is at; below zero: it has not begun.
    pub fn byte_index(&self) -> i64 {
        let Some(event) = self.event.get() else { return -1 };
        let text = self.text.borrow();
        let (mut at, mut raw) = self.indexed.get();
        let event = event.min(text.len());
        if at > event {
            (at, raw) = (0, 0);
        }
        raw += self.encoding.borrow().raw_length(&text[at..event]) as u64;
        self.indexed.set((event, raw));
        (self.raw_base.get() + raw) as i64
    }

    /// Counts lines and columns up to a place.
    pub fn count_to(&self, to: usize) {
        let text = self.text.borrow();
        let (mut at, to) = (self.counted.get(), to.min(text.len()));
        let (mut line, mut column) = (self.line.get(), self.column.get());
        while at < to {
            match text[at] {
                b'\n' => (line, column) = (line + 1, 0),
                b'\r' => {
                    (line, column) = (line + 1, 0);
                    if at + 1 < to && text[at + 1] == b'\n' {
                        at += 1;
                    }
                }
                0x80..0xc0 => {}
                _ => column += 1,
            }
            at += 1;
        }
        self.counted.set(self.counted.get().max(to));
        self.line.set(line);
        self.column.set(column);
    }

    /// Line (from 1) and column (from 0).
    pub fn place(&self) -> (u64, u64) {
        if let Some(event) = self.event.get()
            && event >= self.counted.get()
        {
            self.count_to(event);
        }
        (self.line.get() + 1, self.column.get())
    }

    /// Notes bytes that were read from the document, or made of entities.
    pub fn account(&self, bytes: usize, direct: bool) -> Result<(), Fault> {
        let a = &*self.accounts;
        let sum = if direct && !self.is_child { &a.direct } else { &a.indirect };
        sum.set(sum.get().saturating_add(bytes as u64));
        let total = a.direct.get().saturating_add(a.indirect.get());
        let factor = if a.direct.get() > 0 {
            total as f64 / a.direct.get() as f64
        } else {
            // Nothing of a document: as if there were the shortest that could do this.
            (22.0 + a.indirect.get() as f64) / 22.0
        };
        if total >= a.threshold.get() && factor > a.most.get() {
            return Err(Fault::Amplification);
        }
        Ok(())
    }

    /// Notes memory that a declaration takes for good.
    pub fn hold(&self, bytes: usize) -> Result<(), Fault> {
        let a = &*self.accounts;
        a.held.set(a.held.get().saturating_add(bytes as u64));
        let direct = a.direct.get().max(1) as f64;
        if a.held.get() >= a.held_threshold.get() && a.held.get() as f64 / direct > a.held_most.get() {
            return Err(Fault::NoMemory);
        }
        Ok(())
    }
}
