//! What stands in elements: characters, references, tags, CDATA sections.

use super::chars::{name_length, predefined, referred};
use super::engine::{Engine, Processor, Source, text_of};
use super::error::Fault;
use super::state::{Event, Handler, Host};
use super::tokens::Tok;

impl Engine {
    /// Reads content from a place to where it ends or more is needed; gives back that place. `level`: the elements that were open at the beginning.
    pub fn do_content(
        &mut self,
        host: &mut dyn Host,
        level: usize,
        source: Source,
        from: usize,
    ) -> Result<usize, Fault> {
        let end = source.text.len();
        let mut at = from;
        loop {
            self.mark(&source, at);
            let f = self.scan(&source).content(at);
            let next = f.next;
            if !matches!(
                f.tok,
                Tok::None
                    | Tok::Invalid
                    | Tok::Partial
                    | Tok::PartialChar
                    | Tok::TrailingCr
                    | Tok::TrailingBracket
            ) {
                self.s.account(next - at, source.direct)?;
            }
            match f.tok {
                Tok::TrailingCr | Tok::TrailingBracket if source.more => return Ok(at),
                Tok::TrailingCr | Tok::TrailingBracket => {
                    if f.tok == Tok::TrailingCr {
                        self.character(host, &source, at, end, b"\n")?;
                    } else {
                        self.data(host, &source, at, end)?;
                        if level == 0 || self.level != level {
                            self.mark(&source, end);
                        }
                    }
                    return self.content_ends(level, end);
                }
                Tok::None if source.more => return Ok(at),
                Tok::None => return self.content_ends(level, at),
                Tok::Invalid => {
                    self.mark(&source, next);
                    return Err(Fault::InvalidToken);
                }
                Tok::Partial | Tok::PartialChar if source.more => return Ok(at),
                Tok::Partial => return Err(Fault::UnclosedToken),
                Tok::PartialChar => return Err(Fault::PartialChar),
                Tok::EntityRef => self.reference(host, &source, at, next)?,
                Tok::StartTag => {
                    self.start_tag(host, &source, at, next, false)?;
                }
                Tok::EmptyTag => {
                    self.start_tag(host, &source, at, next, true)?;
                    if self.level == 0 {
                        return self.epilog(host, next);
                    }
                }
                Tok::EndTag => {
                    if self.level == level {
                        return Err(Fault::AsyncEntity);
                    }
                    self.end_tag(host, &source, at, next)?;
                    if self.level == 0 {
                        return self.epilog(host, next);
                    }
                }
                Tok::CharRef => {
                    let Some(c) = referred(source.slice(at, next)) else { return Err(Fault::BadCharRef) };
                    self.character(host, &source, at, next, c.encode_utf8(&mut [0; 4]).as_bytes())?;
                }
                Tok::XmlDecl => return Err(Fault::MisplacedDecl),
                Tok::Newline => self.character(host, &source, at, next, b"\n")?,
                Tok::CdataOpen => {
                    if self.s.has(Handler::StartCdataSection) {
                        host.call(Event::StartCdata)?;
                    } else {
                        self.default(host, &source, at, next)?;
                    }
                    match self.do_cdata(host, &source, next)? {
                        (next, true) => {
                            at = next;
                            continue;
                        }
                        (next, false) => {
                            self.processor = Processor::Cdata;
                            return Ok(next);
                        }
                    }
                }
                Tok::Data => self.data(host, &source, at, next)?,
                Tok::Pi => self.instruction(host, &source, at, next)?,
                Tok::Comment => self.comment(host, &source, at, next)?,
                _ => self.default(host, &source, at, next)?,
            }
            if self.again {
                return Ok(next);
            }
            at = next;
        }
    }

    fn content_ends(&self, level: usize, at: usize) -> Result<usize, Fault> {
        if level == 0 {
            return Err(Fault::NoElements);
        }
        if self.level != level {
            return Err(Fault::AsyncEntity);
        }
        Ok(at)
    }

    /// `&name;`
    fn reference(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        at: usize,
        next: usize,
    ) -> Result<(), Fault> {
        let name = source.slice(at + 1, next - 1);
        if let Some(c) = predefined(name) {
            self.s.account(1, false)?;
            return self.character(host, source, at, next, &[c]);
        }
        let name = text_of(name);
        let (entity, must) = {
            let dtd = self.s.dtd.borrow();
            let id = dtd.general.get(&name).copied();
            (id.map(|id| (id, dtd.entities[id].clone())), !dtd.has_references || dtd.standalone)
        };
        let Some((id, entity)) = entity else {
            if must {
                return Err(Fault::UndefinedEntity);
            }
            return self.skipped(host, source, at, next, name);
        };
        if must && !entity.declared_inside {
            return Err(Fault::DeclaredInEntity);
        }
        if entity.open {
            return Err(Fault::RecursiveEntity);
        }
        if entity.notation.is_some() {
            return Err(Fault::BinaryEntity);
        }
        if let Some(text) = entity.value {
            // A plain default handler gets the references themselves.
            if self.s.has(Handler::Default) {
                return self.skipped(host, source, at, next, entity.name);
            }
            self.open_entity(id, text, false, false);
            return Ok(());
        }
        if self.s.has(Handler::ExternalEntityRef) {
            self.s.dtd.borrow_mut().entities[id].open = true;
            let context = Some(self.context());
            self.s.dtd.borrow_mut().entities[id].open = false;
            let (base, system, public) = (entity.base, entity.system, entity.public);
            if host.call(Event::ExternalEntity { context, base, system, public })? == 0 {
                return Err(Fault::ExternalHandling);
            }
            return Ok(());
        }
        self.default(host, source, at, next)
    }

    fn skipped(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        at: usize,
        next: usize,
        name: super::dtd::Text,
    ) -> Result<(), Fault> {
        if self.s.has(Handler::SkippedEntity) {
            host.call(Event::Skipped(name, false))?;
            return Ok(());
        }
        self.default(host, source, at, next)
    }

    /// Reads a CDATA section; gives back where that ended, and whether the section did.
    pub fn do_cdata(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        from: usize,
    ) -> Result<(usize, bool), Fault> {
        let mut at = from;
        loop {
            self.mark(source, at);
            let f = self.scan(source).cdata(at);
            if matches!(f.tok, Tok::CdataClose | Tok::Newline | Tok::Data) {
                self.s.account(f.next - at, source.direct)?;
            }
            match f.tok {
                Tok::CdataClose => {
                    if self.s.has(Handler::EndCdataSection) {
                        host.call(Event::EndCdata)?;
                    } else {
                        self.default(host, source, at, f.next)?;
                    }
                    return Ok((f.next, true));
                }
                Tok::Newline => self.character(host, source, at, f.next, b"\n")?,
                Tok::Data => self.data(host, source, at, f.next)?,
                Tok::Invalid => {
                    self.mark(source, f.next);
                    return Err(Fault::InvalidToken);
                }
                _ if source.more => return Ok((at, false)),
                Tok::PartialChar => return Err(Fault::PartialChar),
                _ => return Err(Fault::UnclosedCdata),
            }
            at = f.next;
        }
    }

    /// `</name>`
    fn end_tag(&mut self, host: &mut dyn Host, source: &Source, at: usize, next: usize) -> Result<(), Fault> {
        let name = &source.text[at + 2..next];
        let length = name_length(name);
        if self.tags.last().is_none_or(|tag| *tag.raw != name[..length]) {
            self.mark(source, at + 2);
            return Err(Fault::TagMismatch);
        }
        let Some(tag) = self.tags.pop() else { return Err(Fault::UnexpectedState) };
        self.level -= 1;
        if self.s.has(Handler::EndElement) {
            host.call(Event::EndElement(tag.name))?;
        } else {
            self.default(host, source, at, next)?;
        }
        self.unbind(host, tag.bound)
    }
}
