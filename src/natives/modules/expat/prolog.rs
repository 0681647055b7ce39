//! The document type declaration: what its tokens do, by their roles.

use super::dtd::{Declared, Dtd, EntityId, Kind, Model, Text};
use super::engine::{Engine, Processor, Source, text_of};
use super::error::Fault;
use super::roles::{Of, Quant, Role};
use super::state::{Event, Handler, Host, ParamParsing};
use super::tokens::Tok;

/// What is known of the declaration that is being read.
#[derive(Default)]
pub struct Declaration {
    pub entity: Option<EntityId>,
    /// The document type: its name only if somebody wants to hear it.
    doctype: Option<Text>,
    system: Option<Text>,
    public: Option<Text>,
    external: bool,
    notation: Option<Text>,
    notation_public: Option<Text>,
    element: Text,
    attribute: Text,
    cdata: bool,
    /// The type of an attribute as it is told.
    kind: Option<String>,
    /// What joins the parts of the groups of a content model.
    joined: Vec<u8>,
}

/// The name of the external subset among the parameter entities: no name in XML.
const SUBSET: &str = "#";

/// What a role did about the default handler.
type Told = Result<bool, Fault>;

impl Engine {
    /// Reads declarations from a place to where they end or more is needed. `own`: the document type may end here.
    pub fn do_prolog(
        &mut self,
        host: &mut dyn Host,
        mut source: Source,
        from: usize,
        may_close: bool,
    ) -> Result<usize, Fault> {
        let mut at = from;
        loop {
            self.mark(&source, at);
            let f = self.scan(&source).prolog(at);
            let waits = f.open || matches!(f.tok, Tok::None | Tok::Partial | Tok::PartialChar);
            if waits && source.more {
                return Ok(at);
            }
            match f.tok {
                Tok::Invalid => {
                    self.mark(&source, f.next);
                    return Err(Fault::InvalidToken);
                }
                Tok::Partial => return Err(Fault::UnclosedToken),
                Tok::PartialChar => return Err(Fault::PartialChar),
                Tok::None => {
                    if !source.own && !self.open.last().is_some_and(|o| o.between) {
                        return Ok(at);
                    }
                    if self.s.is_parameter || !source.own {
                        if self.prolog.role(Tok::None, b"") == Role::Error {
                            return Err(Fault::IncompleteEntity);
                        }
                        return Ok(at);
                    }
                    return Err(Fault::NoElements);
                }
                _ => {}
            }
            let (tok, next) = (f.tok, f.next);
            let role = self.prolog.role(tok, source.slice(at, next));
            if !matches!(role, Role::InstanceStart | Role::XmlDecl | Role::TextDecl) {
                self.s.account(next - at, source.direct)?;
            }
            match role {
                Role::XmlDecl | Role::TextDecl => {
                    self.xml_decl(host, &source, at, next, role == Role::TextDecl)?;
                    source = self.own_source();
                }
                Role::InstanceStart => {
                    if self.s.foreign.get() {
                        self.foreign(host)?;
                    }
                    self.processor = Processor::Content;
                    return self.do_content(host, usize::from(self.s.is_child), source, at);
                }
                Role::DoctypeClose if !may_close => return Err(Fault::InvalidToken),
                Role::IgnoreSection => {
                    self.default(host, &source, at, next)?;
                    match self.do_ignored(host, &source, next)? {
                        (next, true) => {
                            at = next;
                            continue;
                        }
                        (next, false) => {
                            self.processor = Processor::Ignored;
                            return Ok(next);
                        }
                    }
                }
                Role::Error => {
                    return Err(match tok {
                        Tok::ParamEntityRef => Fault::ParamEntityRef,
                        Tok::XmlDecl => Fault::MisplacedDecl,
                        _ => Fault::Syntax,
                    });
                }
                Role::Pi => self.instruction(host, &source, at, next)?,
                Role::Comment => self.comment(host, &source, at, next)?,
                _ => {
                    if !self.act(host, role, &source, at, next)? {
                        self.default(host, &source, at, next)?;
                    }
                }
            }
            if self.again {
                return Ok(next);
            }
            at = next;
        }
    }

    /// What a role does. Says whether the default handler shall not hear of it.
    fn act(&mut self, host: &mut dyn Host, role: Role, source: &Source, at: usize, next: usize) -> Told {
        let keeps = self.s.dtd.borrow().keep;
        let wants = |h: Handler| self.s.has(h);
        match role {
            Role::None(of) => Ok(match of {
                Of::Nothing => false,
                Of::Doctype => wants(Handler::StartDoctypeDecl),
                Of::Entity => keeps && wants(Handler::EntityDecl),
                Of::Notation => wants(Handler::NotationDecl),
                Of::Attlist => keeps && wants(Handler::AttlistDecl),
                Of::Element => wants(Handler::ElementDecl),
            }),
            Role::DoctypeName
            | Role::DoctypeInternalSubset
            | Role::DoctypePublicId
            | Role::DoctypeSystemId
            | Role::DoctypeClose => self.doctype(host, role, source, at, next),
            Role::GeneralEntityName
            | Role::ParamEntityName
            | Role::EntityValue
            | Role::EntityPublicId
            | Role::EntitySystemId
            | Role::EntityComplete
            | Role::EntityNotation => self.entity_declaration(host, role, source, at, next),
            Role::NotationName
            | Role::NotationPublicId
            | Role::NotationSystemId
            | Role::NotationNoSystemId => self.notation(host, role, source, at, next),
            Role::AttlistElement
            | Role::AttributeName
            | Role::AttributeType(_)
            | Role::EnumValue
            | Role::NotationValue
            | Role::Implied
            | Role::Required
            | Role::Default
            | Role::Fixed => self.attlist(host, role, source, at, next),
            Role::ParamEntityRef | Role::InnerParamEntityRef => {
                self.parameter_reference(host, role == Role::ParamEntityRef, source, at, next)
            }
            _ => self.element(host, role, source, at, next),
        }
    }

    fn doctype(&mut self, host: &mut dyn Host, role: Role, source: &Source, at: usize, next: usize) -> Told {
        let wanted = self.s.has(Handler::StartDoctypeDecl);
        match role {
            Role::DoctypeName => {
                self.declaration.system = None;
                self.declaration.external = false;
                if wanted {
                    self.declaration.doctype = Some(text_of(source.slice(at, next)));
                    self.declaration.public = None;
                }
                Ok(wanted)
            }
            Role::DoctypeInternalSubset => {
                if wanted && let Some(name) = self.declaration.doctype.take() {
                    let (system, public) = (self.declaration.system.clone(), self.declaration.public.take());
                    host.call(Event::StartDoctype { name, system, public, subset: true })?;
                }
                Ok(wanted)
            }
            Role::DoctypePublicId => {
                self.s.foreign.set(false);
                let id = self.subset();
                self.s.dtd.borrow_mut().has_references = true;
                let public = self.public_id(source, at, next)?;
                if wanted {
                    self.declaration.public = Some(public.clone());
                }
                let mut dtd = self.s.dtd.borrow_mut();
                if dtd.keep {
                    dtd.entities[id].public = Some(public);
                }
                Ok(wanted)
            }
            Role::DoctypeSystemId => {
                self.s.foreign.set(false);
                self.s.dtd.borrow_mut().has_references = true;
                let system = text_of(source.slice(at + 1, next - 1));
                self.declaration.external = true;
                if wanted {
                    self.declaration.system = Some(system.clone());
                }
                if self.s.param_parsing.get() == ParamParsing::Never {
                    self.standalone(host)?;
                }
                let id = self.subset();
                let base = self.s.base.borrow().clone();
                let mut dtd = self.s.dtd.borrow_mut();
                if dtd.keep {
                    dtd.entities[id].system = Some(system);
                    dtd.entities[id].base = base;
                }
                Ok(wanted)
            }
            _ => {
                let mut told = false;
                if let Some(name) = self.declaration.doctype.take() {
                    let (system, public) = (self.declaration.system.clone(), self.declaration.public.take());
                    host.call(Event::StartDoctype { name, system, public, subset: false })?;
                    told = true;
                }
                if self.declaration.external || self.s.foreign.get() {
                    self.foreign(host)?;
                    self.s.foreign.set(false);
                }
                if self.s.has(Handler::EndDoctypeDecl) {
                    host.call(Event::EndDoctype)?;
                    told = true;
                }
                Ok(told)
            }
        }
    }

    /// The external subset, as an entity.
    fn subset(&mut self) -> EntityId {
        let (id, _) = self.s.dtd.borrow_mut().entity(&SUBSET.into(), true);
        self.declaration.entity = Some(id);
        id
    }

    /// Has the external subset read.
    fn foreign(&mut self, host: &mut dyn Host) -> Result<(), Fault> {
        let had = std::mem::replace(&mut self.s.dtd.borrow_mut().has_references, true);
        if self.s.param_parsing.get() == ParamParsing::Never || !self.s.has(Handler::ExternalEntityRef) {
            return Ok(());
        }
        let entity = {
            let mut dtd = self.s.dtd.borrow_mut();
            let (id, _) = dtd.entity(&SUBSET.into(), true);
            if self.s.foreign.get() {
                dtd.entities[id].base = self.s.base.borrow().clone();
            }
            dtd.was_read = false;
            dtd.entities[id].clone()
        };
        let (base, system, public) = (entity.base, entity.system, entity.public);
        if host.call(Event::ExternalEntity { context: None, base, system, public })? == 0 {
            return Err(Fault::ExternalHandling);
        }
        if self.s.dtd.borrow().was_read {
            return self.standalone(host);
        }
        if !self.declaration.external {
            self.s.dtd.borrow_mut().has_references = had;
        }
        Ok(())
    }

    /// Asks whether a document may go on that is not standalone.
    fn standalone(&mut self, host: &mut dyn Host) -> Result<(), Fault> {
        let asks = !self.s.dtd.borrow().standalone && self.s.has(Handler::NotStandalone);
        if asks && host.call(Event::NotStandalone)? == 0 {
            return Err(Fault::NotStandalone);
        }
        Ok(())
    }

    /// A public identifier, with its white space made plain.
    fn public_id(&mut self, source: &Source, at: usize, next: usize) -> Result<Text, Fault> {
        let id = source.slice(at + 1, next - 1);
        let allowed = |c: &u8| c.is_ascii_alphanumeric() || b" \r\n-'()+,./:=?;!*#@$_%".contains(c);
        if let Some(bad) = id.iter().position(|c| !allowed(c)) {
            self.mark(source, at + 1 + bad);
            return Err(Fault::PublicId);
        }
        let words: Vec<&[u8]> =
            id.split(|c| matches!(c, b' ' | b'\r' | b'\n')).filter(|w| !w.is_empty()).collect();
        Ok(text_of(&words.join(&b' ')))
    }

    fn entity_declaration(
        &mut self,
        host: &mut dyn Host,
        role: Role,
        source: &Source,
        at: usize,
        next: usize,
    ) -> Told {
        let keeps = self.s.dtd.borrow().keep;
        let wanted = self.s.has(Handler::EntityDecl);
        match role {
            Role::GeneralEntityName | Role::ParamEntityName => {
                let parameter = role == Role::ParamEntityName;
                let name = source.slice(at, next);
                self.declaration.entity = None;
                if !keeps || !parameter && super::chars::predefined(name).is_some() {
                    return Ok(false);
                }
                let inside = !self.s.is_child && self.open.is_empty();
                let mut dtd = self.s.dtd.borrow_mut();
                let (id, new) = dtd.entity(&text_of(name), parameter);
                // The first declaration holds.
                if !new {
                    return Ok(false);
                }
                dtd.entities[id].declared_inside = inside;
                self.declaration.entity = Some(id);
                Ok(wanted)
            }
            Role::EntityValue if keeps => {
                self.s.dtd.borrow_mut().value.clear();
                let result = self.entity_value(host, source, at + 1, next - 1);
                let value = std::mem::take(&mut self.s.dtd.borrow_mut().value);
                self.s.hold(value.len())?;
                let mut told = false;
                if let Some(id) = self.declaration.entity {
                    let value = std::rc::Rc::new(value);
                    self.s.dtd.borrow_mut().entities[id].value = Some(value);
                    if wanted {
                        self.tell_entity(host, id)?;
                        told = true;
                    }
                }
                result.map(|()| told)
            }
            Role::EntityPublicId => {
                let public = self.public_id(source, at, next)?;
                let Some(id) = self.declaration.entity.filter(|_| keeps) else { return Ok(false) };
                self.s.dtd.borrow_mut().entities[id].public = Some(public);
                Ok(wanted)
            }
            Role::EntitySystemId => {
                let Some(id) = self.declaration.entity.filter(|_| keeps) else { return Ok(false) };
                let base = self.s.base.borrow().clone();
                let mut dtd = self.s.dtd.borrow_mut();
                dtd.entities[id].system = Some(text_of(source.slice(at + 1, next - 1)));
                dtd.entities[id].base = base;
                Ok(wanted)
            }
            Role::EntityComplete => {
                let Some(id) = self.declaration.entity.filter(|_| keeps && wanted) else { return Ok(false) };
                self.tell_entity(host, id)?;
                Ok(true)
            }
            Role::EntityNotation => {
                let Some(id) = self.declaration.entity.filter(|_| keeps) else { return Ok(false) };
                let notation = text_of(source.slice(at, next));
                self.s.dtd.borrow_mut().entities[id].notation = Some(notation.clone());
                if self.s.has(Handler::UnparsedEntityDecl) {
                    let e = self.s.dtd.borrow().entities[id].clone();
                    let (name, base, system, public) = (e.name, e.base, e.system, e.public);
                    host.call(Event::Unparsed { name, base, system, public, notation })?;
                    return Ok(true);
                }
                if wanted {
                    self.tell_entity(host, id)?;
                }
                Ok(wanted)
            }
            _ => Ok(false),
        }
    }

    fn tell_entity(&mut self, host: &mut dyn Host, id: EntityId) -> Result<(), Fault> {
        let e = self.s.dtd.borrow().entities[id].clone();
        let base = if e.value.is_some() { self.s.base.borrow().clone() } else { e.base };
        let event = Event::Entity {
            name: e.name,
            parameter: e.parameter,
            value: e.value,
            base,
            system: e.system,
            public: e.public,
            notation: e.notation,
        };
        host.call(event).map(|_| ())
    }

    fn notation(&mut self, host: &mut dyn Host, role: Role, source: &Source, at: usize, next: usize) -> Told {
        let wanted = self.s.has(Handler::NotationDecl);
        match role {
            Role::NotationName => {
                self.declaration.notation_public = None;
                self.declaration.notation = wanted.then(|| text_of(source.slice(at, next)));
                Ok(wanted)
            }
            Role::NotationPublicId => {
                let public = self.public_id(source, at, next)?;
                let told = self.declaration.notation.is_some();
                if told {
                    self.declaration.notation_public = Some(public);
                }
                Ok(told)
            }
            _ => {
                let system =
                    (role == Role::NotationSystemId).then(|| text_of(source.slice(at + 1, next - 1)));
                let public = self.declaration.notation_public.take();
                let Some(name) = self.declaration.notation.take().filter(|_| wanted) else {
                    return Ok(false);
                };
                if system.is_none() && public.is_none() {
                    return Ok(false);
                }
                let base = self.s.base.borrow().clone();
                host.call(Event::Notation { name, base, system, public })?;
                Ok(true)
            }
        }
    }

    fn attlist(&mut self, host: &mut dyn Host, role: Role, source: &Source, at: usize, next: usize) -> Told {
        let keeps = self.s.dtd.borrow().keep;
        let told = keeps && self.s.has(Handler::AttlistDecl);
        let d = &mut self.declaration;
        match role {
            Role::AttlistElement => {
                d.element = text_of(source.slice(at, next));
                Ok(told)
            }
            Role::AttributeName => {
                d.attribute = text_of(source.slice(at, next));
                d.cdata = false;
                d.kind = None;
                Ok(told)
            }
            Role::AttributeType(word) => {
                d.cdata = word == "CDATA";
                d.kind = Some(word.to_string());
                Ok(told)
            }
            Role::EnumValue | Role::NotationValue => {
                if told {
                    let opening = if role == Role::EnumValue { "(" } else { "NOTATION(" };
                    let kind = match &mut d.kind {
                        Some(kind) => {
                            kind.push('|');
                            kind
                        }
                        none => none.insert(opening.to_string()),
                    };
                    kind.push_str(&String::from_utf8_lossy(source.slice(at, next)));
                }
                Ok(told)
            }
            _ => {
                if !keeps {
                    return Ok(false);
                }
                let has_value = matches!(role, Role::Default | Role::Fixed);
                let cdata = d.cdata;
                let default = if has_value {
                    let value = self.attribute_value(source, at + 1, next - 1, cdata, true)?;
                    Some(text_of(&value))
                } else {
                    None
                };
                let d = &mut self.declaration;
                {
                    let mut dtd = self.s.dtd.borrow_mut();
                    let attributes = dtd.elements.entry(d.element.clone()).or_default();
                    attributes.declare(Declared {
                        name: d.attribute.clone(),
                        cdata,
                        default: default.clone(),
                    });
                }
                let Some(mut kind) = d.kind.clone().filter(|_| told) else { return Ok(false) };
                if kind.starts_with('(') || kind.starts_with("NO") {
                    kind.push(')');
                }
                let event = Event::Attlist {
                    element: d.element.clone(),
                    attribute: d.attribute.clone(),
                    kind: kind.into(),
                    default,
                    required: matches!(role, Role::Required | Role::Fixed),
                };
                host.call(event)?;
                Ok(true)
            }
        }
    }

    fn element(&mut self, host: &mut dyn Host, role: Role, source: &Source, at: usize, next: usize) -> Told {
        let wanted = self.s.has(Handler::ElementDecl);
        let level = self.prolog.level;
        let mut dtd = self.s.dtd.borrow_mut();
        let joined = &mut self.declaration.joined;
        match role {
            Role::ElementName => {
                if wanted {
                    self.declaration.element = text_of(source.slice(at, next));
                    dtd.model = Some(Model::default());
                }
                Ok(wanted)
            }
            Role::ContentAny | Role::ContentEmpty => {
                let Some(mut model) = dtd.model.take().filter(|_| wanted) else { return Ok(false) };
                drop(dtd);
                let kind = if role == Role::ContentAny { Kind::Any } else { Kind::Empty };
                model.push(kind, Quant::One, None);
                host.call(Event::Element(self.declaration.element.clone(), model))?;
                Ok(true)
            }
            Role::ContentText => {
                let Some(model) = &mut dtd.model else { return Ok(false) };
                if let Some(group) = model.groups.last() {
                    model.parts[*group].kind = Kind::Mixed;
                }
                Ok(wanted)
            }
            Role::ContentElement(quant) => {
                let Some(model) = &mut dtd.model else { return Ok(false) };
                let end = if quant == Quant::One { next } else { next - 1 };
                model.push(Kind::Name, quant, Some(text_of(source.slice(at, end))));
                Ok(wanted)
            }
            Role::GroupOpen => {
                joined.truncate(level);
                joined.resize(level + 1, 0);
                let Some(model) = &mut dtd.model else { return Ok(false) };
                let group = model.push(Kind::Sequence, Quant::One, None);
                model.groups.push(group);
                Ok(wanted)
            }
            Role::GroupSequence => {
                if joined.get(level) == Some(&b'|') {
                    return Err(Fault::Syntax);
                }
                joined.resize(level + 1, 0);
                joined[level] = b',';
                Ok(dtd.model.is_some() && wanted)
            }
            Role::GroupChoice => {
                if joined.get(level) == Some(&b',') {
                    return Err(Fault::Syntax);
                }
                joined.resize(level + 1, 0);
                let first = joined[level] == 0;
                joined[level] = b'|';
                let Some(model) = dtd.model.as_mut().filter(|_| first) else { return Ok(false) };
                match model.groups.last() {
                    Some(group) if model.parts[*group].kind != Kind::Mixed => {
                        model.parts[*group].kind = Kind::Choice;
                        Ok(wanted)
                    }
                    _ => Ok(false),
                }
            }
            Role::GroupClose(quant) => {
                let Some(model) = &mut dtd.model else { return Ok(false) };
                if let Some(group) = model.groups.pop() {
                    model.parts[group].quant = quant;
                }
                if model.groups.is_empty()
                    && let Some(model) = dtd.model.take()
                {
                    drop(dtd);
                    if wanted {
                        host.call(Event::Element(self.declaration.element.clone(), model))?;
                    }
                }
                Ok(wanted)
            }
            _ => Ok(false),
        }
    }

    /// `%name;`
    fn parameter_reference(
        &mut self,
        host: &mut dyn Host,
        between: bool,
        source: &Source,
        at: usize,
        next: usize,
    ) -> Told {
        let mut told = false;
        self.s.dtd.borrow_mut().has_references = true;
        if self.s.param_parsing.get() == ParamParsing::Never {
            let mut dtd = self.s.dtd.borrow_mut();
            dtd.keep = dtd.standalone;
        } else {
            let name = text_of(source.slice(at + 1, next - 1));
            let (found, standalone) = {
                let dtd: &Dtd = &self.s.dtd.borrow();
                let found = dtd.parameter.get(&name).map(|id| (*id, dtd.entities[*id].clone()));
                (found, dtd.standalone)
            };
            let must = self.prolog.document && standalone && self.open.is_empty();
            let Some((id, entity)) = found else {
                if must {
                    return Err(Fault::UndefinedEntity);
                }
                self.s.dtd.borrow_mut().keep = standalone;
                if between && self.s.has(Handler::SkippedEntity) {
                    host.call(Event::Skipped(name, true))?;
                    return Ok(true);
                }
                return Ok(false);
            };
            if must && !entity.declared_inside {
                return Err(Fault::DeclaredInEntity);
            }
            if entity.open {
                return Err(Fault::RecursiveEntity);
            }
            if let Some(text) = entity.value {
                self.open_entity(id, text, true, between);
                return Ok(true);
            }
            let asks = self.s.has(Handler::ExternalEntityRef);
            if !self.external_parameter(host, id, &entity)? {
                return Ok(asks);
            }
            told = true;
        }
        self.standalone(host)?;
        Ok(told)
    }

    /// Reads a section that is ignored; gives back where that ended, and whether the section did.
    pub fn do_ignored(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        from: usize,
    ) -> Result<(usize, bool), Fault> {
        self.mark(source, from);
        let f = self.scan(source).ignored(from);
        match f.tok {
            Tok::IgnoreEnd => {
                self.s.account(f.next - from, true)?;
                self.default(host, source, from, f.next)?;
                Ok((f.next, true))
            }
            Tok::Invalid => {
                self.mark(source, f.next);
                Err(Fault::InvalidToken)
            }
            _ if source.more => Ok((from, false)),
            Tok::PartialChar => Err(Fault::PartialChar),
            _ => Err(Fault::Syntax),
        }
    }

    /// An external parameter entity that is a part of the value of another one: all of it is that part.
    pub fn external_value(&mut self, host: &mut dyn Host, from: usize) -> Result<usize, Fault> {
        let mut source = self.own_source();
        let (mut begin, mut at) = (from, from);
        loop {
            if self.processor == Processor::ValueStart {
                self.s.event.set(Some(at));
            }
            let f = self.scan(&source).prolog(at);
            let ends = f.open || matches!(f.tok, Tok::None | Tok::Partial | Tok::PartialChar);
            match f.tok {
                _ if ends && source.more => return Ok(begin),
                Tok::Invalid => return Err(Fault::InvalidToken),
                Tok::Partial => return Err(Fault::UnclosedToken),
                Tok::PartialChar => return Err(Fault::PartialChar),
                _ if ends => {
                    let end = source.text.len();
                    self.entity_value(host, &source, begin, end)?;
                    return Ok(end);
                }
                Tok::XmlDecl if self.processor == Processor::ValueStart => {
                    self.xml_decl(host, &source, at, f.next, false)?;
                    self.processor = Processor::Value;
                    source = self.own_source();
                    begin = f.next;
                }
                Tok::InstanceStart => return Err(Fault::Syntax),
                _ => {}
            }
            at = f.next;
        }
    }
}
