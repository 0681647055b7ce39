//! `_csv.reader`: rows out of lines. Runs of ordinary characters are found at once; a field that lies in one line and has no quotes is a piece of that line.

use std::cell::{Cell, RefCell};

use crate::natives;
use crate::object::buffer;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::types::flags::{BASE, NO_NEW};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, payload};

use super::super::support::{ClassSpec, new_class};
use super::dialect::{Dialect, Quoting};

payload! {
    /// `_csv.reader`
    pub struct Reader as "_csv.reader" {
        pub input: Value,
        pub dialect: Ref<Dialect>,
    } plain {
        pub line_num: Cell<i64>,
        /// What the bytes begin.
        table: Box<[Begins; 256]>,
        /// Fields of the last row.
        width: Cell<usize>,
        /// Rows that were begun.
        turn: Cell<usize>,
        /// What a row is gathered in.
        spare: RefCell<Vec<u8>>,
    }
}

impl Reader {
    /// A reader of the lines of an iterator.
    pub fn new(input: Value, dialect: Ref<Dialect>) -> Reader {
        let mut table = Box::new([Begins::Other; 256]);
        // In the order in which they are looked at, the first last.
        for (c, what) in [
            (&dialect.delimiter, What::Delimiter),
            (&dialect.escape, What::Escape),
            (&dialect.quote, What::Quote),
        ] {
            if let Some(b) = c.first() {
                let place = &mut table[usize::from(*b)];
                let alone = c.len() == 1 && *place == Begins::Other;
                *place = if alone { Begins::Is(what) } else { Begins::Some };
            }
        }
        for b in [b'\n', b'\r'] {
            table[usize::from(b)] = Begins::Is(What::Newline);
        }
        Reader {
            input,
            dialect,
            line_num: Cell::new(0),
            table,
            width: Cell::new(0),
            turn: Cell::new(0),
            spare: RefCell::default(),
        }
    }
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    /// Nothing special.
    Other,
    /// This, and it is all of it.
    Is(What),
    /// One or more of several bytes, perhaps.
    Some,
}

natives! { static METHODS; }

attrs! { static ATTRS for Reader;
    fn dialect(vm, this) -> Value { this.dialect.value() }
    fn line_num(vm, this) -> i64 { this.line_num.get() }
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec = ClassSpec {
        name: "reader",
        module: "_csv",
        flags: NO_NEW | BASE,
        methods: METHODS,
        next: Some(next),
    };
    let class = new_class(vm, &spec);
    vm.add_attrs(&class, ATTRS);
    let doc =
        "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n";
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
    class
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    StartRecord,
    StartField,
    Escaped,
    InField,
    InQuoted,
    EscapedInQuoted,
    QuoteInQuoted,
    /// A line has ended: only its ends may follow.
    EatNewline,
    /// A new line was escaped.
    AfterEscapedNewline,
}

/// What stands at a place of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    End,
    Newline,
    Delimiter,
    Quote,
    Escape,
    Other,
}

/// A row that is being read.
struct Row<'a> {
    reader: &'a Reader,
    dialect: &'a Dialect,
    state: State,
    field: Vec<u8>,
    /// Characters of the field.
    fields: Vec<Value>,
    unquoted: bool,
    limit: i64,
}

fn next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(reader) = this.to_ref::<Reader>() else { return Ok(None) };
    let dialect = reader.dialect.clone();
    let limit = super::state(vm).field_limit;
    reader.turn.set(reader.turn.get().wrapping_add(1));
    let mut row = Row {
        reader: &reader,
        dialect: &dialect,
        state: State::StartRecord,
        field: reader.spare.take(),
        fields: Vec::with_capacity(reader.width.get()),
        unquoted: false,
        limit,
    };
    row.field.clear();
    loop {
        let turn = reader.turn.get();
        let line = vm.next(&reader.input)?;
        if reader.turn.get() != turn {
            // The lines came from somebody who has read rows meanwhile.
            return Err(super::error(vm, "iterator has already advanced the reader"));
        }
        let Some(line) = line else {
            if !row.field.is_empty() || row.state == State::InQuoted {
                if dialect.strict {
                    return Err(super::error(vm, "unexpected end of data"));
                }
                row.save(vm)?;
                break;
            }
            return Ok(None);
        };
        let Some(text) = line.to_ref::<StrObj>() else {
            let what = vm.class_name(&line);
            let text = format!(
                "iterator should return strings, not {what} (the file should be opened in text mode)"
            );
            return Err(super::error(vm, &text));
        };
        reader.line_num.set(reader.line_num.get() + 1);
        row.line(vm, text.bytes())?;
        if row.state == State::StartRecord {
            break;
        }
    }
    let Row { field, fields, .. } = row;
    reader.width.set(fields.len().min(1 << 10));
    if field.capacity() <= 1 << 16 {
        *reader.spare.borrow_mut() = field;
    }
    vm.let_die()?;
    Ok(Some(vm.heap.list(fields).into_value()))
}

impl Row<'_> {
    /// What stands at a place, and its length.
    #[inline]
    fn look(&self, line: &[u8], at: usize) -> (What, usize) {
        let Some(b) = line.get(at) else { return (What::End, 0) };
        match self.reader.table[usize::from(*b)] {
            Begins::Other => return (What::Other, wtf8::width(*b)),
            Begins::Is(what) => return (what, 1),
            Begins::Some => {}
        }
        let rest = &line[at..];
        let is = |c: &[u8]| !c.is_empty() && rest.starts_with(c);
        for (c, what) in [
            (&self.dialect.quote, What::Quote),
            (&self.dialect.escape, What::Escape),
            (&self.dialect.delimiter, What::Delimiter),
        ] {
            if is(c) {
                return (what, c.len());
            }
        }
        (What::Other, wtf8::width(*b))
    }

    /// Takes a line, and its end.
    fn line(&mut self, vm: &mut Vm, line: &[u8]) -> Res<()> {
        use State::*;
        let mut at = 0;
        let quotes = self.dialect.quoting != Quoting::None;
        loop {
            let (mut what, mut width) = self.look(line, at);
            if what == What::Quote && !quotes && self.state != QuoteInQuoted {
                what = What::Other;
            }
            if self.state == StartRecord {
                match what {
                    What::End => return Ok(()),
                    What::Newline => {
                        self.state = EatNewline;
                        at += width;
                        continue;
                    }
                    _ => self.state = StartField,
                }
            }
            match self.state {
                StartRecord => {}
                StartField => {
                    self.unquoted = true;
                    match what {
                        What::End | What::Newline => self.end_of_row(vm, what)?,
                        What::Quote => {
                            self.unquoted = false;
                            self.state = InQuoted;
                        }
                        What::Escape => self.state = Escaped,
                        _ if self.dialect.skip_space && line[at] == b' ' => {}
                        What::Delimiter => self.save(vm)?,
                        What::Other => {
                            // Mostly the whole field is ordinary.
                            let end = self.ordinary(line, at, false);
                            match self.look(line, end).0 {
                                What::Delimiter if self.field.is_empty() => {
                                    self.save_piece(vm, &line[at..end])?;
                                    at = end + self.dialect.delimiter.len();
                                    continue;
                                }
                                _ => {
                                    self.add(vm, &line[at..end])?;
                                    self.state = InField;
                                    width = end - at;
                                }
                            }
                        }
                    }
                }
                Escaped => match what {
                    What::Newline => {
                        self.add(vm, &line[at..at + 1])?;
                        self.state = AfterEscapedNewline;
                    }
                    What::End => {
                        self.add(vm, b"\n")?;
                        self.state = InField;
                    }
                    _ => {
                        self.add(vm, &line[at..at + width])?;
                        self.state = InField;
                    }
                },
                AfterEscapedNewline if what == What::End => return Ok(()),
                AfterEscapedNewline | InField => {
                    self.state = InField;
                    match what {
                        What::End | What::Newline => self.end_of_row(vm, what)?,
                        What::Escape => self.state = Escaped,
                        What::Delimiter => {
                            self.save(vm)?;
                            self.state = StartField;
                        }
                        What::Quote | What::Other => {
                            let end = self.ordinary(line, at + width, false);
                            self.add(vm, &line[at..end])?;
                            width = end - at;
                        }
                    }
                }
                InQuoted => match what {
                    What::End => return Ok(()),
                    What::Escape => self.state = EscapedInQuoted,
                    What::Quote => {
                        self.state = if self.dialect.double_quote { QuoteInQuoted } else { InField }
                    }
                    _ => {
                        let end = self.ordinary(line, at + width, true);
                        self.add(vm, &line[at..end])?;
                        width = end - at;
                    }
                },
                EscapedInQuoted => {
                    let c = if what == What::End { b"\n" } else { &line[at..at + width] };
                    self.add(vm, c)?;
                    self.state = InQuoted;
                    if what == What::End {
                        return Ok(());
                    }
                }
                QuoteInQuoted => match what {
                    What::Quote if quotes => {
                        self.add(vm, &line[at..at + width])?;
                        self.state = InQuoted;
                    }
                    What::Delimiter => {
                        self.save(vm)?;
                        self.state = StartField;
                    }
                    What::End | What::Newline => self.end_of_row(vm, what)?,
                    _ if self.dialect.strict => {
                        let name = |c: &[u8]| String::from_utf8_lossy(c).into_owned();
                        let (a, b) = (name(&self.dialect.delimiter), name(&self.dialect.quote));
                        return Err(super::error(vm, &format!("'{a}' expected after '{b}'")));
                    }
                    _ => {
                        self.add(vm, &line[at..at + width])?;
                        self.state = InField;
                    }
                },
                EatNewline => match what {
                    What::Newline => {}
                    What::End => self.state = StartRecord,
                    _ => {
                        let text = "new-line character seen in unquoted field - do you need to open the file with newline=''?";
                        return Err(super::error(vm, text));
                    }
                },
            }
            if what == What::End {
                return Ok(());
            }
            at += width;
        }
    }

    /// The end of the ordinary characters that begin here.
    #[inline]
    fn ordinary(&self, line: &[u8], from: usize, quoted: bool) -> usize {
        let d = self.dialect;
        let mut at = from;
        if quoted && let [q] = d.quote[..] {
            let rest = &line[at..];
            let n = match d.escape[..] {
                [] => memchr::memchr(q, rest),
                [e] => memchr::memchr2(q, e, rest),
                _ => rest.iter().position(|b| self.reader.table[usize::from(*b)] != Begins::Other),
            };
            return at + n.unwrap_or(rest.len());
        }
        loop {
            let rest = &line[at..];
            at += rest
                .iter()
                .position(|b| self.reader.table[usize::from(*b)] != Begins::Other)
                .unwrap_or(rest.len());
            match self.look(line, at) {
                // Quotes inside of a field are ordinary, and so are characters that begin as a special one does.
                (What::Other, width) => at += width,
                (What::Quote, width) if !quoted => at += width,
                _ => return at,
            }
        }
    }

    fn end_of_row(&mut self, vm: &mut Vm, what: What) -> Res<()> {
        self.save(vm)?;
        self.state = if what == What::End { State::StartRecord } else { State::EatNewline };
        Ok(())
    }

    fn check(&self, vm: &mut Vm, bytes: usize, more: &[u8]) -> Res<()> {
        if (bytes as i64) <= self.limit {
            return Ok(());
        }
        let n = wtf8::char_count(&self.field) + wtf8::char_count(more);
        if n as i64 <= self.limit {
            return Ok(());
        }
        let text = format!("field larger than field limit ({})", self.limit);
        Err(super::error(vm, &text))
    }

    #[inline]
    fn add(&mut self, vm: &mut Vm, piece: &[u8]) -> Res<()> {
        self.check(vm, self.field.len() + piece.len(), piece)?;
        vm.granted(buffer::extend(&mut self.field, piece))
    }

    fn save(&mut self, vm: &mut Vm) -> Res<()> {
        let field = std::mem::take(&mut self.field);
        let saved = self.push(vm, &field);
        self.field = field;
        self.field.clear();
        saved
    }

    fn save_piece(&mut self, vm: &mut Vm, piece: &[u8]) -> Res<()> {
        self.check(vm, piece.len(), piece)?;
        self.push(vm, piece)
    }

    #[inline]
    fn push(&mut self, vm: &mut Vm, text: &[u8]) -> Res<()> {
        use Quoting::*;
        let quoting = self.dialect.quoting;
        let v = if self.unquoted && text.is_empty() && matches!(quoting, Strings | NotNull) {
            Value::None
        } else {
            let v = vm.heap.str_bytes(text).into_value();
            if self.unquoted && !text.is_empty() && matches!(quoting, NonNumeric | Strings) {
                let float = vm.types().float.value();
                vm.call(&float, &[v])?
            } else {
                v
            }
        };
        vm.granted(buffer::push(&mut self.fields, v))
    }
}
