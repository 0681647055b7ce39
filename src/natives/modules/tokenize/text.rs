//! The lines of a text, read when they are needed, and the sentences of what is wrong in them.

use crate::object::bytes::BytesObj;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

use super::fstring::Mode;

/// What the tokens are found in, and what is known of it.
pub struct Text {
    /// The lines from the one on in which the current token begins.
    pub bytes: Vec<u8>,
    /// The next character.
    pub at: usize,
    /// Where the line begins that was read last, and its number.
    pub line_start: usize,
    pub line: i64,
    /// Where the current token begins; None between tokens.
    pub start: Option<usize>,
    /// Where the line begins in which the current string does, and its number.
    pub multi_line_start: usize,
    pub first_line: i64,
    /// There are no more lines.
    pub ended: bool,
    /// The last line had no end; it got one.
    pub faked_newline: bool,
    /// Comments and the ends of empty lines are tokens, too.
    pub extra: bool,
    pub line_begins: bool,
    /// Indentation by the usual size of tabs, and with tabs of one blank.
    pub indents: Vec<(usize, usize)>,
    /// Indents (positive) or dedents that are due.
    pub due: i64,
    /// A comment stood alone on its line.
    pub lone_comment: bool,
    /// Open brackets with their lines.
    pub brackets: Vec<(u8, i64)>,
    /// Open f-strings.
    pub modes: Vec<Mode>,
    /// What reads a line, while somebody waits for a token.
    pub readline: Value,
    encoding: Option<String>,
    /// A column that is known: of the line that begins here, that byte's.
    column: (usize, usize, i64),
}

impl Text {
    pub fn new(encoding: Option<String>, extra: bool) -> Text {
        Text {
            bytes: Vec::new(),
            at: 0,
            line_start: 0,
            line: 0,
            start: None,
            multi_line_start: 0,
            first_line: 0,
            ended: false,
            faked_newline: false,
            extra,
            line_begins: true,
            indents: Vec::new(),
            due: 0,
            lone_comment: false,
            brackets: Vec::new(),
            modes: Vec::new(),
            readline: Value::None,
            encoding,
            column: (0, 0, 0),
        }
    }

    /// The character, which is taken; None at the end of the text.
    pub fn next(&mut self, vm: &mut Vm) -> Res<Option<u8>> {
        if self.at == self.bytes.len() && !self.read(vm)? {
            return Ok(None);
        }
        self.at += 1;
        Ok(Some(self.bytes[self.at - 1]))
    }

    /// The next character, which stays.
    pub fn peek(&mut self, vm: &mut Vm) -> Res<Option<u8>> {
        if self.at == self.bytes.len() && !self.read(vm)? {
            return Ok(None);
        }
        Ok(Some(self.bytes[self.at]))
    }

    /// Reads one more line; false if there is none.
    fn read(&mut self, vm: &mut Vm) -> Res<bool> {
        if self.ended {
            return Ok(false);
        }
        if self.start.is_none() && self.modes.is_empty() {
            self.bytes.clear();
            self.at = 0;
            self.line_start = 0;
            self.column = (0, 0, 0);
        }
        let line = self.line_of_reader(vm)?;
        let Some(line) = line.filter(|l| !l.bytes().is_empty()) else {
            self.ended = true;
            return Ok(false);
        };
        vm.granted(crate::object::buffer::extend(&mut self.bytes, line.bytes()))?;
        self.faked_newline = self.bytes.last() != Some(&b'\n');
        if self.faked_newline {
            self.bytes.push(b'\n');
        }
        self.line += 1;
        self.line_start = self.at;
        if line.bytes().contains(&0) {
            self.at = self.line_start;
            let shown = line.bytes().split(|b| *b == 0).next().unwrap_or_default().to_vec();
            let shown = vm.heap.str_bytes(&shown).into_value();
            let text = "source code cannot contain null bytes";
            return Err(self.raise(vm, text, self.line, 0, shown, Value::Int(self.line), Value::Int(0)));
        }
        Ok(true)
    }

    fn line_of_reader(&mut self, vm: &mut Vm) -> Res<Option<Ref<StrObj>>> {
        let readline = self.readline.clone();
        let line = vm.call(&readline, &[]);
        let end = vm.types().stop_iteration.clone();
        let Some(line) = vm.catch(line, &end)? else { return Ok(None) };
        let line = match &self.encoding {
            None => line.into_ref::<StrObj>().ok(),
            Some(encoding) => {
                if !line.is_a::<BytesObj>() {
                    return Err(vm.type_error("readline() returned a non-bytes object"));
                }
                let decode = vm.heap.intern("decode");
                let encoding = vm.heap.str(encoding).into_value();
                let replace = vm.heap.str("replace").into_value();
                vm.call_method(&line, &decode, &[encoding, replace])?.into_ref::<StrObj>().ok()
            }
        };
        let Some(line) = line else {
            return Err(vm.type_error("readline() returned a non-string object"));
        };
        if line.as_str().is_none() {
            // Raises what encoding it raises.
            let encode = vm.heap.intern("encode");
            vm.call_method(&line.value(), &encode, &[])?;
        }
        Ok(Some(line))
    }

    /// Characters from the beginning of a line to a byte of it.
    pub fn column(&mut self, line: usize, byte: usize) -> i64 {
        let (known_line, known, chars) = self.column;
        let (from, chars) = if known_line == line && known <= byte { (known, chars) } else { (line, 0) };
        let chars = chars + wtf8::char_count(&self.bytes[from..byte]) as i64;
        self.column = (line, byte, chars);
        chars
    }

    /// Raises SyntaxError (or a derived class) with all that it tells.
    #[expect(clippy::too_many_arguments, reason = "they are the fields of a SyntaxError")]
    fn raise(
        &mut self,
        vm: &mut Vm,
        text: &str,
        line: i64,
        column: i64,
        shown: Value,
        end_line: Value,
        end_column: Value,
    ) -> Raised {
        let class = vm.types().syntax_error.clone();
        self.raise_as(vm, &class, text, [Value::Int(line), Value::Int(column), shown, end_line, end_column])
    }

    fn raise_as(&mut self, vm: &mut Vm, class: &Ref<TypeObj>, text: &str, place: [Value; 5]) -> Raised {
        let text = vm.heap.str(text).into_value();
        let file = vm.heap.str("<string>").into_value();
        let [line, column, shown, end_line, end_column] = place;
        let details = vm.heap.tuple([file, line, column, shown, end_line, end_column]).into_value();
        super::super::support::raise_new(vm, &class.value(), &[text, details])
    }

    /// The line that was read last, without its end.
    fn shown_line(&self, vm: &Vm, from: usize) -> Value {
        let rest = &self.bytes[from.min(self.bytes.len())..];
        let end = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
        vm.heap.str_bytes(&rest[..end]).into_value()
    }

    /// What is wrong with the character that was taken last.
    pub fn error(&mut self, vm: &mut Vm, text: &str) -> Raised {
        self.error_at(vm, text, self.line_start, self.at, self.line)
    }

    /// An error of a line that begins here: before this byte.
    pub fn error_at(&mut self, vm: &mut Vm, text: &str, line_start: usize, at: usize, line: i64) -> Raised {
        let column = self.column(line_start, at);
        let shown = self.shown_line(vm, line_start);
        self.raise(vm, text, line, column, shown, Value::Int(line), Value::Int(column))
    }

    /// An error of a part of the last line.
    pub fn error_between(&mut self, vm: &mut Vm, text: &str, from: usize, to: usize) -> Raised {
        let from = self.column(self.line_start, from) + 1;
        let to = self.column(self.line_start, to) + 1;
        let shown = self.shown_line(vm, self.line_start);
        let line = self.line;
        self.raise(vm, text, line, from, shown, Value::Int(line), Value::Int(to))
    }

    /// An error of the whole line.
    pub fn error_of_line(&mut self, vm: &mut Vm, class: &Ref<TypeObj>, text: &str) -> Raised {
        let column = self.column(self.line_start, self.bytes.len());
        let shown = self.shown_line(vm, self.line_start);
        let place = [Value::Int(self.line), Value::Int(column), shown, Value::None, Value::None];
        self.raise_as(vm, class, text, place)
    }

    /// The text ends where it must not.
    pub fn unexpected_end(&mut self, vm: &mut Vm) -> Raised {
        let class = vm.types().syntax_error.clone();
        let x = vm.new_error(&class, "unexpected EOF in multi-line statement");
        if let Some(o) = x.cast::<crate::object::exception::ExceptionObj>() {
            o.set_field("filename", vm.heap.str("<string>").into_value());
            o.set_field("lineno", Value::Int(self.line));
            o.set_field("offset", vm.heap.int_from_usize(self.bytes.len()));
            o.set_field("end_lineno", Value::Int(self.line));
        }
        vm.raise(x)
    }
}
