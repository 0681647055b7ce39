//! Values of attributes and entities: references are followed, white space is what XML makes of it.

use std::rc::Rc;

use super::chars::{predefined, referred};
use super::dtd::EntityId;
use super::engine::{Engine, Source, text_of};
use super::error::Fault;
use super::state::{Event, Handler, Host};
use super::tokens::{Scan, Tok};

/// A text that is being read, an entity's if it has a number.
struct Reading {
    text: Rc<Vec<u8>>,
    at: usize,
    end: usize,
    entity: Option<EntityId>,
}

impl Engine {
    fn close(&self, reading: &Reading) {
        if let Some(id) = reading.entity {
            self.s.dtd.borrow_mut().entities[id].open = false;
        }
    }

    /// The value of an attribute between two places. `prolog`: it is a default.
    pub fn attribute_value(
        &mut self,
        source: &Source,
        from: usize,
        to: usize,
        cdata: bool,
        prolog: bool,
    ) -> Result<Vec<u8>, Fault> {
        let text = source.slice(from, to);
        if cdata && !text.iter().any(|c| matches!(c, b'&' | b'\t' | b'\n' | b'\r' | b'<')) {
            return Ok(text.to_vec());
        }
        let mut out: Vec<u8> = Vec::new();
        let mut stack = vec![Reading { text: source.text.clone(), at: from, end: to, entity: None }];
        while let Some(top) = stack.last_mut() {
            let outer = top.entity.is_none();
            let scan = Scan { b: &top.text, end: top.end, namespaces: self.s.namespaces, odd: false };
            let at = top.at;
            let f = scan.attribute_value(at);
            let mark = |at: usize| {
                if outer {
                    self.mark(source, at);
                }
            };
            if !outer && !matches!(f.tok, Tok::None | Tok::Invalid | Tok::Partial | Tok::PartialChar) {
                self.s.account(f.next - at, false)?;
            }
            let idle = !cdata && out.last().is_none_or(|c| *c == b' ');
            top.at = f.next;
            match f.tok {
                Tok::None => {
                    if let Some(done) = stack.pop() {
                        self.close(&done);
                    }
                }
                Tok::Invalid => {
                    mark(f.next);
                    return Err(Fault::InvalidToken);
                }
                Tok::Partial => {
                    mark(at);
                    return Err(Fault::InvalidToken);
                }
                Tok::CharRef => {
                    let Some(c) = referred(&top.text[at..f.next]) else {
                        mark(at);
                        return Err(Fault::BadCharRef);
                    };
                    if !(idle && c == ' ') {
                        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    }
                }
                Tok::Data => out.extend_from_slice(&top.text[at..f.next]),
                Tok::TrailingCr | Tok::Space | Tok::Newline => {
                    if !idle {
                        out.push(b' ');
                    }
                }
                Tok::EntityRef => {
                    let name = &top.text[at + 1..f.next - 1];
                    if let Some(c) = predefined(name) {
                        self.s.account(1, false)?;
                        out.push(c);
                        continue;
                    }
                    let name = text_of(name);
                    let mut dtd = self.s.dtd.borrow_mut();
                    let must = if prolog {
                        self.prolog.document
                            && if dtd.standalone { self.open.is_empty() } else { !dtd.has_references }
                    } else {
                        !dtd.has_references || dtd.standalone
                    };
                    let Some(id) = dtd.general.get(&name).copied() else {
                        if must {
                            return Err(Fault::UndefinedEntity);
                        }
                        continue;
                    };
                    let entity = &mut dtd.entities[id];
                    if must && !entity.declared_inside {
                        return Err(Fault::DeclaredInEntity);
                    }
                    if entity.open {
                        return Err(Fault::RecursiveEntity);
                    }
                    if entity.notation.is_some() {
                        mark(at);
                        return Err(Fault::BinaryEntity);
                    }
                    let Some(text) = entity.value.clone() else {
                        mark(at);
                        return Err(Fault::ExternalInAttribute);
                    };
                    entity.open = true;
                    drop(dtd);
                    let end = text.len();
                    stack.push(Reading { text, at: 0, end, entity: Some(id) });
                }
                _ => {
                    mark(at);
                    return Err(Fault::UnexpectedState);
                }
            }
        }
        if !cdata && out.last() == Some(&b' ') {
            out.pop();
        }
        Ok(out)
    }

    /// Reads the value of an entity between two places into the DTD.
    pub fn entity_value(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        from: usize,
        to: usize,
    ) -> Result<(), Fault> {
        let was = self.s.in_value.replace(true);
        let result = self.read_value(host, source, from, to);
        self.s.in_value.set(was);
        result
    }

    fn read_value(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        from: usize,
        to: usize,
    ) -> Result<(), Fault> {
        let mut stack = vec![Reading { text: source.text.clone(), at: from, end: to, entity: None }];
        while let Some(top) = stack.last_mut() {
            let outer = top.entity.is_none();
            let scan = Scan { b: &top.text, end: top.end, namespaces: self.s.namespaces, odd: false };
            let at = top.at;
            let f = scan.entity_value(at);
            top.at = f.next;
            let mark = |at: usize| {
                if outer {
                    self.mark(source, at);
                }
            };
            if !outer && !matches!(f.tok, Tok::None | Tok::Invalid | Tok::Partial | Tok::PartialChar) {
                self.s.account(f.next - at, false)?;
            }
            let push = |bytes: &[u8]| self.s.dtd.borrow_mut().value.extend_from_slice(bytes);
            match f.tok {
                Tok::None => {
                    if let Some(done) = stack.pop() {
                        self.close(&done);
                    }
                }
                Tok::ParamEntityRef => {
                    if !(self.s.is_parameter || !source.own || !outer) {
                        // Not within declarations of the internal subset.
                        self.s.event.set(Some(at));
                        return Err(Fault::ParamEntityRef);
                    }
                    let name = text_of(&top.text[at + 1..f.next - 1]);
                    let found = {
                        let dtd = self.s.dtd.borrow();
                        dtd.parameter.get(&name).map(|id| (*id, dtd.entities[*id].clone()))
                    };
                    let Some((id, entity)) = found else {
                        let mut dtd = self.s.dtd.borrow_mut();
                        dtd.keep = dtd.standalone;
                        continue;
                    };
                    if entity.open || self.declaration.entity == Some(id) {
                        mark(at);
                        return Err(Fault::RecursiveEntity);
                    }
                    if entity.system.is_some() {
                        self.external_parameter(host, id, &entity)?;
                    } else if let Some(text) = entity.value {
                        self.s.dtd.borrow_mut().entities[id].open = true;
                        let end = text.len();
                        stack.push(Reading { text, at: 0, end, entity: Some(id) });
                    }
                }
                Tok::EntityRef | Tok::Data => push(&top.text[at..f.next]),
                Tok::TrailingCr | Tok::Newline => push(b"\n"),
                Tok::CharRef => {
                    let Some(c) = referred(&top.text[at..f.next]) else {
                        mark(at);
                        return Err(Fault::BadCharRef);
                    };
                    push(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                Tok::Partial => {
                    mark(at);
                    return Err(Fault::InvalidToken);
                }
                Tok::Invalid => {
                    mark(f.next);
                    return Err(Fault::InvalidToken);
                }
                _ => {
                    mark(at);
                    return Err(Fault::UnexpectedState);
                }
            }
        }
        Ok(())
    }

    /// Asks the handler to read an external parameter entity; what follows counts only if it did. Says whether it did.
    pub fn external_parameter(
        &mut self,
        host: &mut dyn Host,
        id: EntityId,
        entity: &super::dtd::Entity,
    ) -> Result<bool, Fault> {
        if !self.s.has(Handler::ExternalEntityRef) {
            let mut dtd = self.s.dtd.borrow_mut();
            dtd.keep = dtd.standalone;
            return Ok(false);
        }
        {
            let mut dtd = self.s.dtd.borrow_mut();
            dtd.was_read = false;
            dtd.entities[id].open = true;
        }
        let (base, system, public) = (entity.base.clone(), entity.system.clone(), entity.public.clone());
        let answer = host.call(Event::ExternalEntity { context: None, base, system, public });
        let mut dtd = self.s.dtd.borrow_mut();
        dtd.entities[id].open = false;
        if answer? == 0 {
            return Err(Fault::ExternalHandling);
        }
        if !dtd.was_read {
            dtd.keep = dtd.standalone;
        }
        Ok(dtd.was_read)
    }
}
