//! Calls the handlers of scripts: an event becomes arguments, the answer becomes a number, an exception ends the parse.

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::dtd::{Model, Text};
use super::error::Fault;
use super::parser::Parser;
use super::state::{Event, Handler, Host};

/// Calls the handlers of a parser.
pub struct Caller<'a> {
    vm: &'a mut Vm,
    parser: &'a Ref<Parser>,
    /// What a handler raised.
    pub raised: Option<Value>,
}

impl<'a> Caller<'a> {
    /// For a parser.
    pub fn new(vm: &'a mut Vm, parser: &'a Ref<Parser>) -> Caller<'a> {
        Caller { vm, parser, raised: None }
    }

    fn text(&mut self, text: &[u8]) -> Value {
        self.vm.heap.str_bytes(text).into_value()
    }

    fn maybe(&mut self, text: &Option<Text>) -> Value {
        match text {
            Some(t) => self.text(t.as_bytes()),
            None => Value::None,
        }
    }

    /// A text that is kept for the next time.
    fn kept(&mut self, text: &[u8]) -> Res {
        let v = self.text(text);
        let Some(intern) = self.parser.intern.to_ref::<DictObj>() else { return Ok(v) };
        if let Some(old) = self.vm.dict_get(&intern, &v)? {
            return Ok(old);
        }
        drop(self.vm.dict_set(&intern, v.clone(), v.clone())?);
        Ok(v)
    }

    fn kept_or_none(&mut self, text: &Option<Text>) -> Res {
        match text {
            Some(t) => self.kept(t.as_bytes()),
            None => Ok(Value::None),
        }
    }

    fn run(&mut self, h: Handler, args: &[Value]) -> Res {
        let f = self.parser.handlers.borrow()[h as usize].clone();
        if f.is_none() {
            return Ok(Value::Int(1));
        }
        let was = self.parser.in_callback.replace(true);
        let result = self.vm.call(&f, args);
        self.parser.in_callback.set(was);
        result
    }

    /// Tells the characters that were kept together.
    pub fn flush(&mut self) -> Res<()> {
        let text = match &mut *self.parser.buffer.borrow_mut() {
            Some(buffer) if !buffer.is_empty() => std::mem::take(buffer),
            _ => return Ok(()),
        };
        let text = self.text(&text);
        self.run(Handler::CharacterData, &[text]).map(drop)
    }

    fn data(&mut self, text: &[u8]) -> Res<()> {
        let most = usize::try_from(self.parser.buffer_size.get()).unwrap_or(1);
        let used = self.parser.buffer.borrow().as_ref().map(Vec::len);
        if let Some(used) = used {
            if used + text.len() > most {
                self.flush()?;
                // The handler may have gone.
                if !self.parser.shared.has(Handler::CharacterData) {
                    return Ok(());
                }
            }
            if text.len() <= most
                && let Some(buffer) = &mut *self.parser.buffer.borrow_mut()
            {
                buffer.extend_from_slice(text);
                return Ok(());
            }
        }
        let text = self.text(text);
        self.run(Handler::CharacterData, &[text]).map(drop)
    }

    fn start_element(&mut self, name: &Text, attributes: Vec<(Text, Text)>, specified: usize) -> Res {
        let shown = if self.parser.specified.get() { specified } else { attributes.len() };
        let list = self.parser.ordered.get().then(|| Vec::with_capacity(2 * shown));
        let name_value = self.kept(name.as_bytes())?;
        let container = match list {
            Some(mut list) => {
                for (name, value) in attributes.into_iter().take(shown) {
                    list.push(self.kept(name.as_bytes())?);
                    list.push(self.text(value.as_bytes()));
                }
                self.vm.heap.list(list).into_value()
            }
            None => {
                let dict = self.vm.heap.dict();
                for (name, value) in attributes.into_iter().take(shown) {
                    let name = self.kept(name.as_bytes())?;
                    let value = self.text(value.as_bytes());
                    drop(self.vm.dict_set(&dict, name, value)?);
                }
                dict.into_value()
            }
        };
        self.run(Handler::StartElement, &[name_value, container])
    }

    /// A content model as tuples: type, quantifier, name, children. Parts come before what is in them.
    fn model(&mut self, model: &Model) -> Res {
        // Tuples in tuples have an end, as everywhere.
        const DEEPEST: usize = 20_000;
        let mut depth = vec![0usize; model.parts.len()];
        for (i, part) in model.parts.iter().enumerate() {
            let below = depth[i] + 1;
            part.children.iter().for_each(|c| depth[*c] = below);
            if below > DEEPEST {
                let text = "maximum recursion depth exceeded in conv_content_model";
                return Err(self.vm.recursion_error(text));
            }
        }
        let mut made: Vec<Value> = vec![Value::None; model.parts.len()];
        for (i, part) in model.parts.iter().enumerate().rev() {
            let children: Vec<Value> = part.children.iter().map(|c| std::mem::take(&mut made[*c])).collect();
            let name = self.kept_or_none(&part.name)?;
            let children = self.vm.heap.tuple(children).into_value();
            let (kind, quant) = (Value::Int(part.kind as i64), Value::Int(part.quant as i64));
            made[i] = self.vm.heap.tuple([kind, quant, name, children]).into_value();
        }
        Ok(made.into_iter().next().unwrap_or_default())
    }

    fn tell(&mut self, event: Event<'_>) -> Res<i64> {
        if let Event::Data(text) = event {
            self.data(text)?;
            return Ok(1);
        }
        self.flush()?;
        let flag = |b: bool| Value::Int(i64::from(b));
        match event {
            Event::Data(_) => {}
            Event::StartElement { name, attributes, specified } => {
                self.start_element(&name, attributes, specified)?;
            }
            Event::EndElement(name) => {
                let name = self.kept(name.as_bytes())?;
                self.run(Handler::EndElement, &[name])?;
            }
            Event::Pi(target, data) => {
                let args = [self.kept(target)?, self.text(&data)];
                self.run(Handler::ProcessingInstruction, &args)?;
            }
            Event::Unparsed { name, base, system, public, notation } => {
                let args = [
                    self.kept(name.as_bytes())?,
                    self.kept_or_none(&base)?,
                    self.kept_or_none(&system)?,
                    self.kept_or_none(&public)?,
                    self.kept(notation.as_bytes())?,
                ];
                self.run(Handler::UnparsedEntityDecl, &args)?;
            }
            Event::Notation { name, base, system, public } => {
                let args = [
                    self.kept(name.as_bytes())?,
                    self.kept_or_none(&base)?,
                    self.kept_or_none(&system)?,
                    self.kept_or_none(&public)?,
                ];
                self.run(Handler::NotationDecl, &args)?;
            }
            Event::StartNamespace(prefix, uri) => {
                let args = [self.kept_or_none(&prefix)?, self.kept_or_none(&uri)?];
                self.run(Handler::StartNamespaceDecl, &args)?;
            }
            Event::EndNamespace(prefix) => {
                let prefix = self.kept_or_none(&prefix)?;
                self.run(Handler::EndNamespaceDecl, &[prefix])?;
            }
            Event::Comment(text) => {
                let text = self.text(&text);
                self.run(Handler::Comment, &[text])?;
            }
            Event::StartCdata => drop(self.run(Handler::StartCdataSection, &[])?),
            Event::EndCdata => drop(self.run(Handler::EndCdataSection, &[])?),
            Event::Default(text) => {
                let text = self.text(text);
                let h = if self.parser.shared.has(Handler::DefaultExpand) {
                    Handler::DefaultExpand
                } else {
                    Handler::Default
                };
                self.run(h, &[text])?;
            }
            Event::NotStandalone => {
                let answer = self.run(Handler::NotStandalone, &[])?;
                return self.vm.to_i64(&answer);
            }
            Event::ExternalEntity { context, base, system, public } => {
                let args = [
                    self.maybe(&context),
                    self.kept_or_none(&base)?,
                    self.kept_or_none(&system)?,
                    self.kept_or_none(&public)?,
                ];
                let answer = self.run(Handler::ExternalEntityRef, &args)?;
                return self.vm.to_i64(&answer);
            }
            Event::StartDoctype { name, system, public, subset } => {
                let args = [
                    self.kept(name.as_bytes())?,
                    self.kept_or_none(&system)?,
                    self.kept_or_none(&public)?,
                    flag(subset),
                ];
                self.run(Handler::StartDoctypeDecl, &args)?;
            }
            Event::EndDoctype => drop(self.run(Handler::EndDoctypeDecl, &[])?),
            Event::Entity { name, parameter, value, base, system, public, notation } => {
                let value = match value {
                    Some(v) => self.text(&v),
                    None => Value::None,
                };
                let args = [
                    self.kept(name.as_bytes())?,
                    flag(parameter),
                    value,
                    self.kept_or_none(&base)?,
                    self.kept_or_none(&system)?,
                    self.kept_or_none(&public)?,
                    self.kept_or_none(&notation)?,
                ];
                self.run(Handler::EntityDecl, &args)?;
            }
            Event::XmlDecl { version, encoding, standalone } => {
                let args = [self.maybe(&version), self.maybe(&encoding), Value::Int(standalone)];
                self.run(Handler::XmlDecl, &args)?;
            }
            Event::Element(name, model) => {
                let model = self.model(&model)?;
                let name = self.kept(name.as_bytes())?;
                self.run(Handler::ElementDecl, &[name, model])?;
            }
            Event::Attlist { element, attribute, kind, default, required } => {
                let args = [
                    self.kept(element.as_bytes())?,
                    self.kept(attribute.as_bytes())?,
                    self.text(kind.as_bytes()),
                    self.maybe(&default),
                    flag(required),
                ];
                self.run(Handler::AttlistDecl, &args)?;
            }
            Event::Skipped(name, parameter) => {
                let args = [self.kept(name.as_bytes())?, flag(parameter)];
                self.run(Handler::SkippedEntity, &args)?;
            }
        }
        Ok(1)
    }

    /// Keeps what was raised. No handler is called any more.
    fn stop<T>(&mut self, r: Res<T>) -> Result<T, Fault> {
        match r {
            Ok(v) => Ok(v),
            Err(e) => {
                self.raised = Some(self.vm.take_raised(e));
                self.parser.shared.handlers.set(0);
                let old = {
                    let mut handlers = self.parser.handlers.borrow_mut();
                    let none = vec![Value::None; handlers.len()];
                    std::mem::replace(&mut *handlers, none)
                };
                drop(old);
                Err(Fault::Aborted)
            }
        }
    }

    fn table(&mut self, name: &str) -> Res<Option<Box<[i32; 256]>>> {
        let bytes: Vec<u8> = (0..=255).collect();
        let bytes = self.vm.heap.bytes_from_vec(bytes).into_value();
        let text = crate::natives::codecs::registry::decode_bytes(self.vm, bytes, name, Some("replace"))?;
        let codes: Vec<u32> = match text.cast::<StrObj>() {
            Some(s) => crate::object::text::wtf8::code_points(s.bytes()).collect(),
            None => Vec::new(),
        };
        if codes.len() != 256 {
            return Err(self.vm.value_error("multi-byte encodings are not supported"));
        }
        let mut table = Box::new([-1; 256]);
        for (place, code) in table.iter_mut().zip(codes) {
            if code != 0xfffd {
                *place = code as i32;
            }
        }
        Ok(Some(table))
    }
}

impl Host for Caller<'_> {
    fn call(&mut self, event: Event<'_>) -> Result<i64, Fault> {
        let r = self.tell(event);
        self.stop(r)
    }

    fn encoding(&mut self, name: &str) -> Result<Option<Box<[i32; 256]>>, Fault> {
        let r = self.table(name);
        self.stop(r).map_err(|_| Fault::UnknownEncoding)
    }
}
