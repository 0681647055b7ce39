//! `_csv.writer`: lines out of rows.

use std::cell::RefCell;

use crate::object::buffer;
use crate::object::int::{as_float, as_int};
use crate::object::number::float::text::repr as float_repr;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::types::flags::{BASE, NO_NEW};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::{ClassSpec, new_class};
use super::dialect::{Dialect, Quoting};

payload! {
    /// `_csv.writer`
    pub struct Writer as "_csv.writer" {
        pub write: Value,
        pub dialect: Ref<Dialect>,
    } plain {
        /// The bytes with which characters begin that need quotes.
        pub table: Box<[bool; 256]>,
        pub spare: RefCell<Vec<u8>>,
    }
}

impl Writer {
    /// A writer that hands lines to a function.
    pub fn new(write: Value, dialect: Ref<Dialect>) -> Writer {
        let mut table = Box::new([false; 256]);
        let parts = [&dialect.delimiter, &dialect.quote, &dialect.escape];
        let firsts = parts.iter().filter_map(|c| c.first().copied());
        let terminator = dialect.line_terminator.bytes().iter().copied().filter(|b| wtf8::is_boundary(*b));
        for b in firsts.chain(terminator).chain([b'\n', b'\r']) {
            table[usize::from(b)] = true;
        }
        Writer { write, dialect, table, spare: RefCell::default() }
    }
}

natives! { static METHODS;
    /// writerow($self, row, /)
    /// --
    ///
    /// Construct and write a CSV record from an iterable of fields.
    ///
    /// Non-string elements will be converted to string.
    fn writerow(vm, this: Ref<Writer>, row: Value, /) -> Res { write_row(vm, &this, &row) }
    /// writerows($self, rows, /)
    /// --
    ///
    /// Construct and write a series of iterables to a csv file.
    ///
    /// Non-string elements will be converted to string.
    fn writerows(vm, this: Ref<Writer>, rows: Value, /) -> Res<()> {
        let it = vm.iter(&rows)?;
        while let Some(row) = vm.next(&it)? {
            drop(write_row(vm, &this, &row)?);
        }
        Ok(())
    }
}

attrs! { static ATTRS for Writer;
    fn dialect(vm, this) -> Value { this.dialect.value() }
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec =
        ClassSpec { name: "writer", module: "_csv", flags: NO_NEW | BASE, methods: METHODS, next: None };
    let class = new_class(vm, &spec);
    vm.add_attrs(&class, ATTRS);
    let doc = "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n";
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
    class
}

fn write_row(vm: &mut Vm, w: &Ref<Writer>, row: &Value) -> Res {
    let it = match vm.iter(row) {
        Ok(it) => it,
        Err(e) => {
            let t = vm.types();
            if !vm.raised_is(&e, &t.type_error) {
                return Err(e);
            }
            drop(vm.take_raised(e));
            let what = vm.class_name(row);
            return Err(super::error(vm, &format!("iterable expected, not {what}")));
        }
    };
    let d = &w.dialect;
    let mut line = Line { writer: w, out: w.spare.take(), fields: 0 };
    line.out.clear();
    let mut null = false;
    while let Some(field) = vm.next(&it)? {
        null = field.is_none();
        let quoted = match d.quoting {
            Quoting::NonNumeric => !is_number(vm, &field),
            Quoting::All => true,
            Quoting::Strings => field.is_a::<StrObj>(),
            Quoting::NotNull => !null,
            Quoting::Minimal | Quoting::None => false,
        };
        match &field {
            Value::None => line.add(vm, b"", true, quoted)?,
            Value::Int(i) => line.add(vm, i.to_string().as_bytes(), false, quoted)?,
            Value::Float(x) => line.add(vm, float_repr(x.get()).as_bytes(), false, quoted)?,
            v => match v.cast::<StrObj>() {
                Some(s) => line.add(vm, s.bytes(), false, quoted)?,
                None => {
                    let s = vm.str(v)?;
                    line.add(vm, s.bytes(), false, quoted)?;
                }
            },
        }
    }
    if line.fields > 0 && line.out.is_empty() {
        if d.quoting == Quoting::None || (null && matches!(d.quoting, Quoting::Strings | Quoting::NotNull)) {
            return Err(super::error(vm, "single empty field record must be quoted"));
        }
        line.fields = 0;
        line.add(vm, b"", true, true)?;
    }
    vm.granted(buffer::extend(&mut line.out, d.line_terminator.bytes()))?;
    let text = vm.heap.str_bytes(&line.out).into_value();
    if line.out.capacity() <= 1 << 16 {
        *w.spare.borrow_mut() = line.out;
    }
    vm.let_die()?;
    vm.call(&w.write, &[text])
}

/// Whether something counts as a number.
fn is_number(vm: &mut Vm, v: &Value) -> bool {
    as_int(v).is_some()
        || as_float(v).is_some()
        || v.is_a::<crate::object::int::ComplexObj>()
        || ["__index__", "__int__", "__float__"].iter().any(|name| vm.class_has(v, name))
}

/// A line that is being written.
struct Line<'a> {
    writer: &'a Writer,
    out: Vec<u8>,
    fields: usize,
}

impl Line<'_> {
    fn add(&mut self, vm: &mut Vm, text: &[u8], null: bool, quoted: bool) -> Res<()> {
        let d = &self.writer.dialect;
        let mut quoted = quoted;
        if text.is_empty() && d.delimiter[..] == *b" " && d.skip_space {
            if d.quoting == Quoting::None
                || (null && matches!(d.quoting, Quoting::Strings | Quoting::NotNull))
            {
                let text = "empty field must be quoted if delimiter is a space and skipinitialspace is true";
                return Err(super::error(vm, text));
            }
            quoted = true;
        }
        vm.granted(buffer::room(&mut self.out, text.len() + 8))?;
        if self.fields > 0 {
            self.out.extend_from_slice(&d.delimiter);
        }
        self.fields += 1;
        let table = &self.writer.table;
        let Some(first) = text.iter().position(|b| table[usize::from(*b)]) else {
            if quoted {
                self.out.extend_from_slice(&d.quote);
            }
            self.out.extend_from_slice(text);
            if quoted {
                self.out.extend_from_slice(&d.quote);
            }
            return Ok(());
        };
        let begin = self.out.len();
        self.out.extend_from_slice(&text[..first]);
        let mut at = first;
        while at < text.len() {
            let c = &text[at..at + wtf8::width(text[at])];
            at += c.len();
            let special = table[usize::from(c[0])]
                && (matches!(c, b"\n" | b"\r")
                    || [&d.delimiter[..], &d.quote, &d.escape].contains(&c)
                    || memchr::memmem::find(d.line_terminator.bytes(), c).is_some());
            if special {
                let mut escape = d.quoting == Quoting::None;
                if !escape {
                    if *c == d.quote[..] {
                        if d.double_quote {
                            vm.granted(buffer::extend(&mut self.out, &d.quote))?;
                        } else {
                            escape = true;
                        }
                    } else if *c == d.escape[..] {
                        escape = true;
                    }
                    quoted |= !escape;
                }
                if escape {
                    if d.escape.is_empty() {
                        return Err(super::error(vm, "need to escape, but no escapechar set"));
                    }
                    vm.granted(buffer::extend(&mut self.out, &d.escape))?;
                }
            }
            vm.granted(buffer::extend(&mut self.out, c))?;
        }
        if quoted {
            self.out.splice(begin..begin, d.quote.iter().copied());
            vm.granted(buffer::extend(&mut self.out, &d.quote))?;
        }
        Ok(())
    }
}
