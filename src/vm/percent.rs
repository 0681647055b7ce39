//! The `%` operator of str, bytes and bytearray.

use crate::object::buffer;
use crate::object::bytes::{Export, data_of};
use crate::object::format::percent::{
    Amount, Directive, Layout, Piece, Pieces, Wants, char_out_of_range, not_a_mapping, not_enough,
    star_wants_int, too_many, wrong_type,
};
use crate::object::int::as_int;
use crate::object::number::int::IntRef;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, Value};

use super::{Raised, Res, Vm};

struct Arguments<'a> {
    items: &'a [Value],
    next: usize,
    /// The argument was not a tuple.
    single: bool,
}

/// Appends what is shown most, texts and small integers, without width and precision; false for other values.
#[inline]
fn push_plain(out: &mut Vec<u8>, kind: u8, v: &Value, bytes: bool) -> bool {
    match v {
        Value::Int(i) if !bytes || kind == b'd' => {
            buffer::extend(out, itoa::Buffer::new().format(*i).as_bytes()).is_ok()
        }
        Value::Obj(o) if kind == b's' && !bytes && o.header().is_exact() => {
            v.cast::<StrObj>().is_some_and(|s| buffer::extend(out, s.bytes()).is_ok())
        }
        _ => false,
    }
}

impl Vm {
    /// `format % args`
    pub fn percent_format(&mut self, format: &Value, args: &Value) -> Res {
        let bytes = !format.is_a::<StrObj>();
        let _held = Export::of(format);
        // The format, and what comes of it at least; the arguments.
        self.room_for(crate::object::bytes::with_bytes(format, <[u8]>::len).unwrap_or(0).saturating_mul(2))?;
        if let Some(s) = format.cast::<StrObj>() {
            self.room_for(s.byte_len().saturating_mul(2))?;
        }
        self.room_for(args.cast::<TupleObj>().map_or(0, |t| t.len() * size_of::<Value>()))?;
        // Both are held while functions of the script's run.
        let held = (format.to_ref::<StrObj>(), args.to_ref::<TupleObj>());
        let data;
        let text: &[u8] = match &held.0 {
            Some(s) => s.bytes(),
            None => {
                data = data_of(format).unwrap_or_default();
                &data
            }
        };
        let mut list = match &held.1 {
            Some(t) => Arguments { items: t.items(), next: 0, single: false },
            None => Arguments { items: std::slice::from_ref(args), next: 0, single: true },
        };
        let mapping = list.single
            && !args.is_a::<StrObj>()
            && !matches!(args.kind(), Some(Kind::Bytes | Kind::ByteArray) if bytes)
            && self.lookup_special(args, &self.names.__getitem__).is_some();
        let mut out = Vec::with_capacity(text.len() + 16);
        let pieces = if bytes { Pieces::of_bytes(text) } else { Pieces::of_str(text) };
        let mut used_key = false;
        for piece in pieces {
            let d = match piece {
                Err(e) => return Err(self.text_error(e)),
                Ok(Piece::Literal(t)) => {
                    out.extend_from_slice(t);
                    continue;
                }
                Ok(Piece::Plain(kind)) => {
                    if let Some(v) = list.items.get(list.next)
                        && !(used_key && list.single)
                        && push_plain(&mut out, kind, v, bytes)
                    {
                        list.next += 1;
                        continue;
                    }
                    Directive::plain(kind)
                }
                Ok(Piece::Directive(d)) => d,
            };
            let mut keyed = None;
            if let Some(key) = d.key {
                if !mapping {
                    return Err(self.text_error(not_a_mapping()));
                }
                let key = if bytes {
                    self.heap.bytes_of(key).into_value()
                } else {
                    self.heap.str_bytes(key).into_value()
                };
                keyed = Some(self.get_item(args, &key)?);
                used_key = true;
            }
            let star_width = self.star(&mut list, d.width, true)?;
            let star_precision = self.star(&mut list, d.precision, false)?;
            if i32::try_from(star_precision).is_err() {
                return Err(self.overflow_error("Python int too large to convert to C int"));
            }
            if let Err(e) = d.check() {
                return Err(self.text_error(e));
            }
            let v = match keyed {
                Some(v) => v,
                None => match list.items.get(list.next) {
                    Some(v) if !(used_key && list.single) => {
                        list.next += 1;
                        v.clone()
                    }
                    _ => return Err(self.text_error(not_enough())),
                },
            };
            let wants = match d.wants(text, bytes) {
                Ok(w) => w,
                Err(e) => return Err(self.text_error(e)),
            };
            let layout = Layout::new(&d, star_width, star_precision);
            let done = match wants {
                Wants::Str if bytes => match self.bytes_like(&v)? {
                    Some(b) => layout.push_text(&mut out, &b, false),
                    None => {
                        return Err(self.not_fit(&d, wants, bytes, &v));
                    }
                },
                Wants::Str => {
                    let s = self.str(&v)?;
                    layout.push_text(&mut out, s.bytes(), true)
                }
                Wants::Repr if !bytes => {
                    let s = self.repr(&v)?;
                    layout.push_text(&mut out, s.bytes(), true)
                }
                Wants::Repr | Wants::Ascii => {
                    let s = self.ascii(&v)?;
                    layout.push_text(&mut out, s.bytes(), !bytes)
                }
                Wants::Char => {
                    let c = self.percent_char(&v, bytes)?;
                    match c {
                        Some(c) => layout.push_char(&mut out, &c),
                        None => {
                            let name = match (v.cast::<StrObj>(), data_of(&v)) {
                                (Some(s), _) if !bytes => format!("a string of length {}", s.char_len()),
                                (_, Some(d)) if bytes => {
                                    format!("a {} object of length {}", self.class_name(&v), d.len())
                                }
                                _ => self.short_full_name(&self.class_of(&v)),
                            };
                            return Err(self.text_error(wrong_type(&d, wants, bytes, &name)));
                        }
                    }
                }
                Wants::Decimal | Wants::Integer => {
                    let i = match as_int(&v) {
                        Some(i) => i.to_int(),
                        None if wants == Wants::Integer => {
                            if self.lookup_special(&v, &self.names.__index__).is_none() {
                                return Err(self.not_fit(&d, wants, bytes, &v));
                            }
                            let i = self.to_int(&v);
                            self.or_not_fit(i, &d, wants, bytes, &v)?
                        }
                        None => {
                            let i = self.number_as_int(&v);
                            match self.or_not_fit(i, &d, wants, bytes, &v)? {
                                Some(i) => i,
                                None => return Err(self.not_fit(&d, wants, bytes, &v)),
                            }
                        }
                    };
                    let limit = self.max_int_digits;
                    layout.push_int(&mut out, i.as_ref(), limit)
                }
                Wants::Float => {
                    let x = self.to_f64(&v);
                    let x = match x {
                        Ok(x) => x,
                        Err(e) if self.raised_is(&e, &self.heap.types().type_error) => {
                            drop(self.take_raised(e));
                            return Err(self.not_fit(&d, wants, bytes, &v));
                        }
                        Err(e) => return Err(e),
                    };
                    layout.push_float(&mut out, x)
                }
            };
            if let Err(e) = done {
                return Err(self.text_error(e));
            }
        }
        if list.next < list.items.len() && !(list.single && (mapping || used_key)) {
            return Err(self.text_error(too_many(bytes)));
        }
        if !bytes {
            // A text that comes out as it went in is not copied.
            if let Some(only) = args.cast::<StrObj>()
                && args.as_obj().is_some_and(|o| o.header().is_exact())
                && only.bytes() == out
            {
                return Ok(args.clone());
            }
            return self.new_str(out);
        }
        if format.kind() == Some(Kind::ByteArray) {
            let class = &self.heap.types().bytearray;
            return Ok(self.heap.alloc(class, crate::object::bytes::ByteArrayObj::new(out)).into_value());
        }
        Ok(self.heap.bytes_from_vec(out).into_value())
    }

    /// A TypeError of a conversion says no more than that the value does not fit.
    fn or_not_fit<T>(
        &mut self,
        r: Res<T>,
        d: &Directive<'_>,
        wants: Wants,
        bytes: bool,
        v: &Value,
    ) -> Res<T> {
        match r {
            Err(e) if self.raised_is(&e, &self.heap.types().type_error) => {
                drop(self.take_raised(e));
                Err(self.not_fit(d, wants, bytes, v))
            }
            r => r,
        }
    }

    /// A value of a class that a directive cannot show.
    fn not_fit(&mut self, d: &Directive<'_>, wants: Wants, bytes: bool, v: &Value) -> Raised {
        let name = self.class_name(v);
        self.text_error(wrong_type(d, wants, bytes, &name))
    }

    fn star(&mut self, list: &mut Arguments<'_>, amount: Amount, is_width: bool) -> Res<i64> {
        if amount != Amount::Star {
            return Ok(0);
        }
        let Some(v) = list.items.get(list.next).cloned() else { return Err(self.text_error(not_enough())) };
        list.next += 1;
        match as_int(&v) {
            // Its amount has no number.
            Some(IntRef::Small(i64::MIN)) if is_width => Err(self.overflow_error("width too big")),
            Some(IntRef::Small(i)) => Ok(i),
            Some(_) => {
                let kind = if is_width { "ssize_t" } else { "int" };
                Err(self.overflow_error(format!("Python int too large to convert to C {kind}")))
            }
            None => Err(self.text_error(star_wants_int())),
        }
    }

    /// A real number cut to an integer, as `%d` does; None if it is none.
    fn number_as_int(&mut self, v: &Value) -> Res<Option<crate::object::number::int::Int>> {
        if let Value::Float(x) = v {
            return match crate::object::number::float::to_int(x.get()) {
                Ok(i) => Ok(Some(i)),
                Err(e) => Err(self.text_error(e)),
            };
        }
        match self.call_special(v, &self.names.__int__, &[])? {
            Some(r) => {
                let Some(i) = as_int(&r).map(|i| i.to_int()) else { return Ok(None) };
                self.warn_of_subclass("__int__", "int", &r)?;
                Ok(Some(i))
            }
            None if self.lookup_special(v, &self.names.__index__).is_some() => self.to_int(v).map(Some),
            None => Ok(None),
        }
    }

    fn percent_char(&mut self, v: &Value, bytes: bool) -> Res<Option<Vec<u8>>> {
        if let Some(s) = v.cast::<StrObj>()
            && !bytes
        {
            return Ok(if s.char_len() == 1 { Some(s.bytes().to_vec()) } else { None });
        }
        if bytes && let Some(d) = data_of(v) {
            return Ok(if d.len() == 1 { Some(d) } else { None });
        }
        if as_int(v).is_none() && self.lookup_special(v, &self.names.__index__).is_none() {
            return Ok(None);
        }
        let limit = if bytes { 256 } else { 0x110000 };
        let number = match self.to_int(v) {
            Err(e) if self.raised_is(&e, &self.heap.types().type_error) => {
                drop(self.take_raised(e));
                return Ok(None);
            }
            number => number?,
        };
        match number.as_ref().to_i64() {
            Some(i) if (0..limit).contains(&i) => {
                Ok(Some(if bytes { vec![i as u8] } else { wtf8::from_code_point(i as u32) }))
            }
            _ => Err(self.text_error(char_out_of_range(bytes))),
        }
    }

    /// The bytes of a bytes-like object or of one with `__bytes__`.
    fn bytes_like(&mut self, v: &Value) -> Res<Option<Vec<u8>>> {
        if let Some(d) = data_of(v) {
            return Ok(Some(d));
        }
        if let Some(r) = self.call_special(v, &self.names.__bytes__, &[])? {
            return Ok(data_of(&r));
        }
        let buffer = self.heap.intern("__buffer__");
        if self.lookup_special(v, &buffer).is_none() {
            return Ok(None);
        }
        let class = self.heap.types().bytes.value();
        let r = self.call(&class, std::slice::from_ref(v))?;
        Ok(data_of(&r))
    }
}
