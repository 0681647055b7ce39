//! Start tags: attributes with their defaults, and what namespaces make of names.

use std::collections::HashSet;

use super::chars::{is_space, name_length, skip_space};
use super::dtd::Text;
use super::engine::{Engine, Source, text_of};
use super::error::Fault;
use super::state::{Event, Handler, Host};

/// What the prefix `xml` means.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// An open element.
pub struct Tag {
    /// Its name as it is written: the end tag must have the same.
    pub raw: Vec<u8>,
    /// Its name as handlers see it.
    pub name: Text,
    /// The prefixes that it declares.
    pub bound: Vec<Text>,
}

/// An attribute as it is written: the places of its name and of its value.
struct Written {
    name: (usize, usize),
    value: (usize, usize),
}

/// The attributes of a tag that the tokeniser has looked at. `at`: behind the element's name.
fn written(b: &[u8], mut at: usize) -> Vec<Written> {
    let mut out = Vec::new();
    loop {
        at = skip_space(b, at);
        if at >= b.len() || matches!(b[at], b'>' | b'/') {
            return out;
        }
        let name = (at, at + name_length(&b[at..]));
        at = skip_space(b, name.1) + 1;
        at = skip_space(b, at);
        let Some(quote) = b.get(at).copied() else { return out };
        at += 1;
        let end = memchr::memchr(quote, &b[at..]).map_or(b.len(), |n| at + n);
        out.push(Written { name, value: (at, end) });
        at = end + 1;
    }
}

impl Engine {
    /// `<name ..>` and `<name ../>`
    pub fn start_tag(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        at: usize,
        next: usize,
        empty: bool,
    ) -> Result<(), Fault> {
        let raw = {
            let b = source.slice(at + 1, next);
            b[..name_length(b)].to_vec()
        };
        if !empty {
            self.level += 1;
        }
        let mut bound = Vec::new();
        let read = self.attributes(host, source, at, next, &raw, &mut bound);
        let (name, attributes, specified) = match read {
            Ok(read) => read,
            Err(fault) => {
                if empty && fault != Fault::Aborted {
                    self.unbind(host, bound)?;
                }
                return Err(fault);
            }
        };
        let starts = self.s.has(Handler::StartElement);
        if !empty {
            self.tags.push(Tag { raw, name: name.clone(), bound });
            if starts {
                host.call(Event::StartElement { name, attributes, specified })?;
                return Ok(());
            }
            return self.default(host, source, at, next);
        }
        let mut heard = starts;
        if starts {
            host.call(Event::StartElement { name: name.clone(), attributes, specified })?;
        }
        if self.s.has(Handler::EndElement) {
            if self.s.has(Handler::StartElement) {
                self.mark(source, next);
            }
            host.call(Event::EndElement(name))?;
            heard = true;
        }
        if !heard {
            self.default(host, source, at, next)?;
        }
        self.unbind(host, bound)
    }

    /// Ends what prefixes mean in an element, the last one first.
    pub fn unbind(&mut self, host: &mut dyn Host, bound: Vec<Text>) -> Result<(), Fault> {
        for prefix in bound.into_iter().rev() {
            if self.s.has(Handler::EndNamespaceDecl) {
                host.call(Event::EndNamespace((!prefix.is_empty()).then(|| prefix.clone())))?;
            }
            if let Some(meanings) = self.bindings.get_mut(&prefix) {
                meanings.pop();
            }
        }
        Ok(())
    }

    fn attributes(
        &mut self,
        host: &mut dyn Host,
        source: &Source,
        at: usize,
        next: usize,
        raw: &[u8],
        bound: &mut Vec<Text>,
    ) -> Result<(Text, Vec<(Text, Text)>, usize), Fault> {
        let namespaces = self.s.namespaces;
        let element = text_of(raw);
        let mut out: Vec<(Text, Text)> = Vec::new();
        let mut seen: HashSet<Text> = HashSet::new();
        let base = at + 1 + raw.len();
        let plain = !is_space(source.text[base]);
        let list = if plain { Vec::new() } else { written(source.slice(base, next), 0) };
        for w in list {
            let name = text_of(source.slice(base + w.name.0, base + w.name.1));
            if !seen.insert(name.clone()) {
                self.mark(source, base + w.name.0);
                return Err(Fault::DuplicateAttribute);
            }
            let cdata = self.s.dtd.borrow().declared(&element, &name).is_none_or(|d| d.cdata);
            let value = self.attribute_value(source, base + w.value.0, base + w.value.1, cdata, false)?;
            let value = text_of(&value);
            match declares(&name).filter(|_| namespaces) {
                Some(prefix) => self.bind(host, prefix, &value, bound)?,
                None => out.push((name, value)),
            }
        }
        let specified = out.len();
        let defaults: Vec<(Text, Text)> = {
            let dtd = self.s.dtd.borrow();
            let declared = dtd.elements.get(&element).map(|a| &a.list[..]).unwrap_or_default();
            declared
                .iter()
                .filter(|d| !seen.contains(&d.name))
                .filter_map(|d| Some((d.name.clone(), d.default.clone()?)))
                .collect()
        };
        for (name, value) in defaults {
            match declares(&name).filter(|_| namespaces) {
                Some(prefix) => self.bind(host, prefix, &value, bound)?,
                None => out.push((name, value)),
            }
        }
        if !namespaces {
            return Ok((element, out, specified));
        }
        let mut expanded = HashSet::new();
        for (name, _) in &mut out {
            let Some((prefix, local)) = name.split_once(':') else { continue };
            let uri = self.meaning(prefix).ok_or(Fault::UnboundPrefix)?;
            if !expanded.insert((uri.clone(), text_of(local.as_bytes()))) {
                return Err(Fault::DuplicateAttribute);
            }
            *name = self.expanded(&uri, local, prefix);
        }
        let name = match element.split_once(':') {
            Some((prefix, local)) => {
                let uri = self.meaning(prefix).ok_or(Fault::UnboundPrefix)?;
                self.expanded(&uri, local, prefix)
            }
            None => match self.meaning("") {
                Some(uri) => self.expanded(&uri, &element, ""),
                None => element,
            },
        };
        Ok((name, out, specified))
    }

    fn meaning(&self, prefix: &str) -> Option<Text> {
        self.bindings.get(prefix)?.last()?.clone()
    }

    fn expanded(&self, uri: &str, local: &str, prefix: &str) -> Text {
        let mut out = String::with_capacity(uri.len() + local.len() + prefix.len() + 2);
        out.push_str(uri);
        out.extend(self.s.separator.map(char::from));
        out.push_str(local);
        if self.s.triplets.get()
            && !prefix.is_empty()
            && let Some(separator) = self.s.separator
        {
            out.push(char::from(separator));
            out.push_str(prefix);
        }
        out.into()
    }

    /// Notes what a prefix means in an element.
    fn bind(
        &mut self,
        host: &mut dyn Host,
        prefix: &str,
        uri: &Text,
        bound: &mut Vec<Text>,
    ) -> Result<(), Fault> {
        if uri.is_empty() && !prefix.is_empty() {
            return Err(Fault::UndeclaringPrefix);
        }
        if prefix == "xmlns" {
            return Err(Fault::ReservedXmlns);
        }
        // Who takes an expanded name apart must not be misled.
        if let Some(separator) = self.s.separator
            && !is_uri_character(separator)
            && uri.bytes().any(|c| c == separator)
        {
            return Err(Fault::Syntax);
        }
        if (prefix == "xml") != (&**uri == XML) {
            return Err(if prefix == "xml" { Fault::ReservedXml } else { Fault::ReservedUri });
        }
        if &**uri == XMLNS {
            return Err(Fault::ReservedUri);
        }
        let prefix: Text = prefix.into();
        let meaning = (!uri.is_empty()).then(|| uri.clone());
        self.bindings.entry(prefix.clone()).or_default().push(meaning.clone());
        bound.push(prefix.clone());
        if self.s.has(Handler::StartNamespaceDecl) {
            host.call(Event::StartNamespace((!prefix.is_empty()).then_some(prefix), meaning))?;
        }
        Ok(())
    }
}

/// The prefix that an attribute declares, if it does.
fn declares(attribute: &str) -> Option<&str> {
    match attribute.strip_prefix("xmlns")? {
        "" => Some(""),
        rest => rest.strip_prefix(':'),
    }
}

/// The characters of RFC 3986.
fn is_uri_character(c: u8) -> bool {
    c.is_ascii_alphanumeric() || b"%-._~:/?#[]@!$&'()*+,;=".contains(&c)
}
