//! Texts of scripts from bytes. Encodings that the source layer does not know are left to the registry of codecs, which scripts can extend.

use crate::object::Value;
use crate::object::str::StrObj;
use crate::source::{DecodeError, SourceText};

use super::{Raised, Res, Vm};

impl Vm {
    /// A text from bytes that a script or an import compiles.
    pub fn source_from_bytes(&mut self, name: &str, bytes: &[u8]) -> Res<SourceText> {
        SourceText::from_bytes(name, bytes).or_else(|e| self.source_by_registry(name, bytes, e))
    }

    /// A text from the bytes of a file that is run.
    pub fn source_from_file(&mut self, name: &str, bytes: &[u8]) -> Res<SourceText> {
        SourceText::from_bytes(name, bytes).or_else(|e| self.source_by_registry(name, bytes, e.in_file(name)))
    }

    fn source_by_registry(&mut self, name: &str, bytes: &[u8], e: DecodeError) -> Res<SourceText> {
        let Some(label) = &e.codec else { return Err(self.decode_error(name, &e)) };
        let data = self.heap.bytes_of(bytes).into_value();
        let (decode, label) = (self.heap.intern("decode"), self.heap.str(label).into_value());
        let why = match self.call_method(&data, &decode, &[label]) {
            Ok(text) => {
                match text.cast::<StrObj>().and_then(|s| String::from_utf8(s.bytes().to_vec()).ok()) {
                    Some(text) => return Ok(SourceText::new(name, text).with_foreign_encoding()),
                    None => return Err(self.decode_error(name, &e)),
                }
            }
            Err(why) => self.take_raised(why),
        };
        let (types, class) = (self.heap.types(), self.class_of(&why));
        if !class.is_subclass(&types.value_error) && !class.is_subclass(&types.lookup_error) {
            return Err(self.reraise(why));
        }
        let message = self.str(&why)?.to_text();
        Err(self.text_error_at(&message, name, [0, -1], None))
    }

    /// The SyntaxError of bytes that are no text.
    #[cold]
    pub fn decode_error(&mut self, name: &str, e: &DecodeError) -> Raised {
        match &e.bad {
            Some(bad) => {
                let text = self.heap.str(&bad.text).into_value();
                let place = [i64::from(bad.line), i64::from(bad.column)];
                self.text_error_at(&e.message, name, place, Some(text))
            }
            None => self.text_error_at(&e.message, name, [0, -1], None),
        }
    }

    fn text_error_at(&mut self, message: &str, file: &str, place: [i64; 2], text: Option<Value>) -> Raised {
        let h = self.heap;
        let class = h.types().syntax_error.value();
        let mut details = vec![h.str(file).into_value(), Value::Int(place[0]), Value::Int(place[1])];
        // A line as a whole goes to its end.
        let end = text.as_ref().map(|t| match (place[1], t.cast::<StrObj>()) {
            (0, Some(line)) => line.char_len() as i64 + 1,
            (column, _) => column,
        });
        details.push(text.unwrap_or(Value::None));
        details.extend(end.into_iter().flat_map(|end| [Value::Int(place[0]), Value::Int(end)]));
        let (message, details) = (h.str(message).into_value(), h.tuple(details).into_value());
        match self.call(&class, &[message, details]) {
            Ok(x) => self.raise(x),
            Err(e) => e,
        }
    }
}
