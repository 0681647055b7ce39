//! The parser: bytes come in pieces, handlers are called as soon as what they want to know is there. A step of the parser begins where the last
//! one ended and takes what is whole. What follows is expat's behaviour to the byte: which events, in which pieces, where, and which fault.
//!
//! Entities are not expanded by recursion: an open entity is put on a stack, and the next step goes on in it.

use std::collections::HashMap;
use std::rc::Rc;

use super::chars::skip_space;
use super::dtd::{EntityId, Text};
use super::error::Fault;
use super::input::{Encoding, Guess, guess};
use super::prolog::Declaration;
use super::roles::Prolog;
use super::state::{Event, Handler, Host, ParamParsing, Shared, Stage};
use super::tags::Tag;
use super::tokens::{Scan, Tok};

/// What the next step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Processor {
    Prolog,
    Content,
    Cdata,
    Epilog,
    /// In the innermost open entity.
    Entity,
    /// At the beginning of an external parameter entity, or in one that is part of the value of another entity.
    ParameterStart,
    ValueStart,
    Value,
    /// At the beginning of an external general entity.
    ExternalStart,
    External,
    Ignored,
}

/// An entity that is being read.
pub struct Open {
    pub id: EntityId,
    pub text: Rc<Vec<u8>>,
    pub at: usize,
    pub parameter: bool,
    pub level: usize,
    /// It is referred to between declarations, not inside of one.
    pub between: bool,
    pub more: bool,
}

/// A text that is being read: the document's, or that of an entity.
#[derive(Clone)]
pub struct Source {
    pub text: Rc<Vec<u8>>,
    /// Places in it are places of the parser.
    pub own: bool,
    /// More may come.
    pub more: bool,
    /// It counts as read, not as made.
    pub direct: bool,
}

impl Source {
    /// A piece.
    pub fn slice(&self, from: usize, to: usize) -> &[u8] {
        &self.text[from..to]
    }
}

/// A text of the document as a text.
pub fn text_of(bytes: &[u8]) -> Text {
    String::from_utf8_lossy(bytes).into()
}

/// See the head of this file.
pub struct Engine {
    pub s: Rc<Shared>,
    pub processor: Processor,
    pub prolog: Prolog,
    raw: Vec<u8>,
    ready: bool,
    at: usize,
    partial: usize,
    /// Bytes of the source that were not read yet.
    waiting: usize,
    pub last: bool,
    failed: Option<Fault>,
    pub tags: Vec<Tag>,
    pub level: usize,
    /// What prefixes mean, the innermost last; the empty one is the default.
    pub bindings: HashMap<Text, Vec<Option<Text>>>,
    pub open: Vec<Open>,
    /// The step is over because another text is to be read.
    pub again: bool,
    pub declaration: Declaration,
}

impl Engine {
    /// A parser of a document.
    pub fn new(s: Rc<Shared>) -> Engine {
        let mut bindings = HashMap::new();
        if s.namespaces {
            bindings.insert(text_of(b"xml"), vec![Some(text_of(super::tags::XML.as_bytes()))]);
        }
        Engine {
            s,
            processor: Processor::Prolog,
            prolog: Prolog::new(),
            raw: Vec::new(),
            ready: false,
            at: 0,
            partial: 0,
            waiting: 0,
            last: false,
            failed: None,
            tags: Vec::new(),
            level: 0,
            bindings,
            open: Vec::new(),
            again: false,
            declaration: Declaration::default(),
        }
    }

    /// A parser of an external entity.
    pub fn child(s: Rc<Shared>, context: Option<&str>) -> Engine {
        let mut e = Engine::new(s);
        match context {
            None => {
                e.prolog = Prolog::external();
                e.processor = Processor::ParameterStart;
            }
            Some(context) => {
                e.processor = Processor::ExternalStart;
                e.set_context(context);
            }
        }
        e
    }

    fn set_context(&mut self, context: &str) {
        for part in context.split('\u{c}') {
            match part.split_once('=') {
                Some((prefix, uri)) if self.s.namespaces => {
                    self.bindings.insert(prefix.into(), vec![Some(uri.into())]);
                }
                Some(_) => {}
                None => {
                    let mut dtd = self.s.dtd.borrow_mut();
                    if let Some(id) = dtd.general.get(part).copied() {
                        dtd.entities[id].open = true;
                    }
                }
            }
        }
    }

    /// What a parser of an external entity must know: namespaces, and the entities that are open.
    pub fn context(&self) -> Text {
        let mut parts = Vec::new();
        let mut prefixes: Vec<_> = self.bindings.iter().collect();
        prefixes.sort_unstable_by_key(|(prefix, _)| *prefix);
        for (prefix, uris) in prefixes {
            if let Some(Some(uri)) = uris.last() {
                parts.push(format!("{prefix}={uri}"));
            }
        }
        let dtd = self.s.dtd.borrow();
        parts.extend(dtd.entities.iter().filter(|e| e.open && !e.parameter).map(|e| e.name.to_string()));
        parts.join("\u{c}").into()
    }

    /// The text of the document that has come.
    pub fn own_source(&self) -> Source {
        Source { text: self.s.text.borrow().clone(), own: true, more: !self.last, direct: true }
    }

    /// A tokeniser.
    pub fn scan<'a>(&self, source: &'a Source) -> Scan<'a> {
        Scan {
            b: &source.text,
            end: source.text.len(),
            namespaces: self.s.namespaces,
            odd: source.own && self.last && !self.raw.is_empty(),
        }
    }

    /// Notes where the parser is, if it is in its own text.
    #[inline]
    pub fn mark(&self, source: &Source, at: usize) {
        if source.own {
            self.s.event.set(Some(at));
        }
    }

    /// Takes bytes in and goes as far as they reach.
    pub fn parse(&mut self, host: &mut dyn Host, data: &[u8], last: bool) -> Result<(), Fault> {
        if self.s.stage.get() == Stage::Finished {
            self.s.error.set(Fault::Finished as i64);
            return Err(Fault::Finished);
        }
        self.s.stage.set(Stage::Parses);
        self.last = last;
        let result = match self.failed {
            Some(fault) => Err(fault),
            None => self.drive(host, data),
        };
        match result {
            Ok(()) => {
                self.s.error.set(0);
                if last {
                    self.s.stage.set(Stage::Finished);
                } else {
                    self.s.count_to(self.at);
                }
                Ok(())
            }
            Err(fault) => {
                self.failed = Some(fault);
                self.s.error.set(fault as i64);
                if fault == Fault::Aborted {
                    self.s.stage.set(Stage::Finished);
                }
                Err(fault)
            }
        }
    }

    fn drive(&mut self, host: &mut dyn Host, data: &[u8]) -> Result<(), Fault> {
        self.forget();
        self.raw.extend_from_slice(data);
        self.waiting += data.len();
        // A token that was not whole is looked at again when there is twice as much: else long tokens in small pieces take square time.
        let waits = |have: usize| self.s.deferral.get() && !self.last && have < 2 * self.partial;
        if !self.ready {
            let have = self.raw.len();
            if waits(have) {
                return Ok(());
            }
            if !self.begin(host)? {
                self.partial = have;
                return Ok(());
            }
        }
        self.translate();
        let have = self.waiting;
        if self.s.deferral.get() && !self.last && have < 2 * self.partial {
            return Ok(());
        }
        let start = self.at;
        loop {
            self.again = false;
            self.at = self.step(host, self.at)?;
            if !self.again {
                break;
            }
        }
        let read = self.s.encoding.borrow().raw_length(&self.s.text.borrow()[start..self.at]);
        self.waiting = self.waiting.saturating_sub(read);
        self.partial = if self.at == start { have } else { 0 };
        Ok(())
    }

    /// Drops what has been read.
    fn forget(&mut self) {
        let s = &self.s;
        let used = self.at.min(s.counted.get()).min(s.event.get().unwrap_or(self.at));
        if used < 4096 {
            return;
        }
        let raw = s.encoding.borrow().raw_length(&s.text.borrow()[..used]);
        s.raw_base.set(s.raw_base.get() + raw as u64);
        Rc::make_mut(&mut s.text.borrow_mut()).drain(..used);
        s.counted.set(s.counted.get() - used);
        s.event.set(s.event.get().map(|e| e - used));
        s.indexed.set((0, 0));
        self.at -= used;
    }

    /// Finds the encoding; false: more is needed.
    fn begin(&mut self, host: &mut dyn Host) -> Result<bool, Fault> {
        let agreed = self.s.agreed.borrow().clone();
        let standard = agreed.as_deref().map(Encoding::find);
        if standard == Some(None) {
            let encoding = self.unknown(host, agreed.as_deref().unwrap_or_default())?;
            *self.s.encoding.borrow_mut() = Rc::new(encoding);
            self.ready = true;
            return Ok(true);
        }
        let standard = standard.flatten();
        let content = self.processor == Processor::ExternalStart;
        let (encoding, marked) = match guess(&self.raw, standard, content) {
            Guess::More if !self.last => return Ok(false),
            Guess::More if !self.raw.is_empty() => {
                self.s.event.set(Some(0));
                return Err(Fault::UnclosedToken);
            }
            Guess::Is(encoding, marked) => (encoding, marked),
            _ => (Encoding::named(standard.unwrap_or("UTF-8")), false),
        };
        *self.s.encoding.borrow_mut() = Rc::new(encoding);
        self.ready = true;
        if marked {
            self.translate();
            self.at = '\u{feff}'.len_utf8();
            let mark = self.s.encoding.borrow().raw_length("\u{feff}".as_bytes());
            self.waiting = self.waiting.saturating_sub(mark);
            self.s.account(self.at, true)?;
        }
        Ok(true)
    }

    /// Asks about an encoding.
    pub fn unknown(&mut self, host: &mut dyn Host, name: &str) -> Result<Encoding, Fault> {
        host.encoding(name)?.and_then(Encoding::of_table).ok_or(Fault::UnknownEncoding)
    }

    fn translate(&mut self) {
        let encoding = self.s.encoding.borrow().clone();
        let mut text = self.s.text.borrow_mut();
        let used = encoding.translate(&self.raw, self.last, Rc::make_mut(&mut text));
        self.raw.drain(..used);
    }

    /// Reads what follows a place in another encoding.
    pub fn change_encoding(&mut self, from: usize, encoding: Encoding) {
        let old = self.s.encoding.replace(Rc::new(encoding));
        if old.is_wide() {
            return;
        }
        let mut rest = {
            let mut text = self.s.text.borrow_mut();
            let text = Rc::make_mut(&mut text);
            let rest = old.source(&text[from..]);
            text.truncate(from);
            rest
        };
        rest.append(&mut self.raw);
        self.raw = rest;
        self.translate();
    }

    fn step(&mut self, host: &mut dyn Host, at: usize) -> Result<usize, Fault> {
        match self.processor {
            Processor::Prolog => {
                let source = self.own_source();
                self.do_prolog(host, source, at, true)
            }
            Processor::Content => {
                let level = usize::from(self.s.is_child);
                let source = self.own_source();
                self.do_content(host, level, source, at)
            }
            Processor::External => self.external(host, at),
            Processor::Cdata => {
                let source = self.own_source();
                match self.do_cdata(host, &source, at)? {
                    (next, false) => Ok(next),
                    (next, true) => {
                        self.processor =
                            if self.s.is_child { Processor::External } else { Processor::Content };
                        self.step(host, next)
                    }
                }
            }
            Processor::Epilog => self.epilog(host, at),
            Processor::Entity => self.entity(host).map(|()| at),
            Processor::ParameterStart => {
                self.s.dtd.borrow_mut().was_read = true;
                self.processor =
                    if self.s.in_value.get() { Processor::ValueStart } else { Processor::Prolog };
                self.step(host, at)
            }
            Processor::ValueStart | Processor::Value => self.external_value(host, at),
            Processor::ExternalStart => self.external_start(host, at),
            Processor::Ignored => {
                let source = self.own_source();
                match self.do_ignored(host, &source, at)? {
                    (next, false) => Ok(next),
                    (next, true) => {
                        self.processor = Processor::Prolog;
                        self.step(host, next)
                    }
                }
            }
        }
    }

    fn external(&mut self, host: &mut dyn Host, at: usize) -> Result<usize, Fault> {
        let source = Source { direct: false, ..self.own_source() };
        self.do_content(host, 1, source, at)
    }

    fn external_start(&mut self, host: &mut dyn Host, at: usize) -> Result<usize, Fault> {
        let source = self.own_source();
        self.s.event.set(Some(at));
        let f = self.scan(&source).content(at);
        let mut next = at;
        match f.tok {
            Tok::XmlDecl => {
                self.xml_decl(host, &source, at, f.next, true)?;
                next = f.next;
            }
            Tok::Partial | Tok::PartialChar if source.more => return Ok(at),
            Tok::Partial => return Err(Fault::UnclosedToken),
            Tok::PartialChar => return Err(Fault::PartialChar),
            _ => {}
        }
        self.processor = Processor::External;
        self.level = 1;
        self.external(host, next)
    }

    /// Goes on in the innermost open entity, or leaves it.
    fn entity(&mut self, host: &mut dyn Host) -> Result<(), Fault> {
        let Some(open) = self.open.last_mut() else { return Err(Fault::UnexpectedState) };
        if open.more {
            let source = Source { text: open.text.clone(), own: false, more: false, direct: false };
            let (at, level, parameter, depth) = (open.at, open.level, open.parameter, self.open.len());
            let end = source.text.len();
            let next = if parameter {
                self.do_prolog(host, source, at, false)?
            } else {
                self.do_content(host, level, source, at)?
            };
            let now = self.level;
            if let Some(open) = self.open.get_mut(depth - 1) {
                open.at = next;
                if next == end || !self.again {
                    open.more = false;
                    if !parameter && level != now {
                        return Err(Fault::AsyncEntity);
                    }
                }
            }
            self.again = true;
            return Ok(());
        }
        if let Some(open) = self.open.pop() {
            self.s.dtd.borrow_mut().entities[open.id].open = false;
            if self.open.is_empty() {
                self.processor = if open.parameter { Processor::Prolog } else { Processor::Content };
            }
        }
        self.again = true;
        Ok(())
    }

    /// Begins with an internal entity.
    pub fn open_entity(&mut self, id: EntityId, text: Rc<Vec<u8>>, parameter: bool, between: bool) {
        self.s.dtd.borrow_mut().entities[id].open = true;
        self.open.push(Open { id, text, at: 0, parameter, level: self.level, between, more: true });
        self.processor = Processor::Entity;
        self.again = true;
    }

    /// After the document's element.
    pub fn epilog(&mut self, host: &mut dyn Host, from: usize) -> Result<usize, Fault> {
        self.processor = Processor::Epilog;
        let source = self.own_source();
        let mut at = from;
        loop {
            self.s.event.set(Some(at));
            let f = self.scan(&source).prolog(at);
            match f.tok {
                Tok::None => return Ok(at),
                Tok::PrologSpace => {
                    self.s.account(f.next - at, true)?;
                    self.default(host, &source, at, f.next)?;
                    if f.open {
                        return Ok(f.next);
                    }
                }
                _ if f.open => return Err(Fault::JunkAfterElement),
                Tok::Pi => self.instruction(host, &source, at, f.next)?,
                Tok::Comment => self.comment(host, &source, at, f.next)?,
                Tok::Invalid => {
                    self.s.event.set(Some(f.next));
                    return Err(Fault::InvalidToken);
                }
                Tok::Partial | Tok::PartialChar if source.more => return Ok(at),
                Tok::Partial => return Err(Fault::UnclosedToken),
                Tok::PartialChar => return Err(Fault::PartialChar),
                _ => return Err(Fault::JunkAfterElement),
            }
            at = f.next;
        }
    }

    /// Tells whoever wants to hear about the rest. Texts that were translated come in pieces of a kilobyte.
    pub fn default(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        from: usize,
        to: usize,
    ) -> Result<(), Fault> {
        if !self.s.has_default() {
            return Ok(());
        }
        self.in_pieces(host, source, from, to, |text| Event::Default(text))
    }

    /// Tells about characters, in the same way; or whoever wants to hear about the rest.
    pub fn data(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        from: usize,
        to: usize,
    ) -> Result<(), Fault> {
        if !self.s.has(Handler::CharacterData) {
            return self.default(host, source, from, to);
        }
        self.in_pieces(host, source, from, to, |text| Event::Data(text))
    }

    fn in_pieces(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        from: usize,
        to: usize,
        event: for<'e> fn(&'e [u8]) -> Event<'e>,
    ) -> Result<(), Fault> {
        let mut at = from;
        while at < to {
            let end = self.piece(source, at, to);
            self.mark(source, at);
            host.call(event(source.slice(at, end)))?;
            at = end;
        }
        Ok(())
    }

    /// Tells about one character that stands for something.
    pub fn character(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        from: usize,
        to: usize,
        c: &[u8],
    ) -> Result<(), Fault> {
        if self.s.has(Handler::CharacterData) {
            host.call(Event::Data(c))?;
            return Ok(());
        }
        self.default(host, source, from, to)
    }

    fn piece(&self, source: &Source, at: usize, to: usize) -> usize {
        const MOST: usize = 1024;
        if !source.own || to - at <= MOST || self.s.encoding.borrow().is_plain() {
            return to;
        }
        let mut end = at + MOST;
        while (0x80..0xc0).contains(&source.text[end]) {
            end -= 1;
        }
        end
    }

    /// `<?target data?>`
    pub fn instruction(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        from: usize,
        to: usize,
    ) -> Result<(), Fault> {
        if !self.s.has(Handler::ProcessingInstruction) {
            return self.default(host, source, from, to);
        }
        let inside = source.slice(from + 2, to - 2);
        let name = super::chars::name_length(inside);
        let data = super::chars::plain_lines(&inside[skip_space(inside, name)..]);
        host.call(Event::Pi(&inside[..name], data)).map(|_| ())
    }

    /// `<!-- .. -->`
    pub fn comment(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        from: usize,
        to: usize,
    ) -> Result<(), Fault> {
        if !self.s.has(Handler::Comment) {
            return self.default(host, source, from, to);
        }
        let data = super::chars::plain_lines(source.slice(from + 4, to - 3));
        host.call(Event::Comment(data)).map(|_| ())
    }

    /// The XML declaration of a document, or the text declaration of an entity.
    pub fn xml_decl(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        from: usize,
        to: usize,
        general: bool,
    ) -> Result<(), Fault> {
        self.s.account(to - from, true)?;
        let decl = match super::xmldecl::read(source.slice(from, to), general) {
            Ok(decl) => decl,
            Err(at) => {
                self.s.event.set(Some(from + at));
                return Err(if general { Fault::TextDecl } else { Fault::XmlDecl });
            }
        };
        if !general && decl.standalone == 1 {
            self.s.dtd.borrow_mut().standalone = true;
            if self.s.param_parsing.get() == ParamParsing::UnlessStandalone {
                self.s.param_parsing.set(ParamParsing::Never);
            }
        }
        if self.s.has(Handler::XmlDecl) {
            let (version, encoding) = (decl.version.map(text_of), decl.encoding.map(|e| text_of(e.0)));
            host.call(Event::XmlDecl { version, encoding, standalone: decl.standalone })?;
        } else {
            self.default(host, source, from, to)?;
        }
        let Some((name, at)) = decl.encoding else { return Ok(()) };
        if self.s.agreed.borrow().is_some() {
            return Ok(());
        }
        let name = String::from_utf8_lossy(name).into_owned();
        let now = self.s.encoding.borrow().clone();
        match Encoding::find(&name) {
            Some(standard) => {
                let conflict = match standard {
                    "UTF-16" => !now.is_wide(),
                    "UTF-16BE" => !matches!(*now, Encoding::Utf16Big),
                    "UTF-16LE" => !matches!(*now, Encoding::Utf16Little),
                    _ => now.is_wide(),
                };
                if conflict {
                    self.s.event.set(Some(from + at));
                    return Err(Fault::IncorrectEncoding);
                }
                if standard != "UTF-8" && standard != "UTF-16" {
                    self.change_encoding(to, Encoding::named(standard));
                }
            }
            None => match self.unknown(host, &name) {
                Ok(encoding) => self.change_encoding(to, encoding),
                Err(fault) => {
                    if fault == Fault::UnknownEncoding {
                        self.s.event.set(Some(from + at));
                    }
                    return Err(fault);
                }
            },
        }
        Ok(())
    }
}
