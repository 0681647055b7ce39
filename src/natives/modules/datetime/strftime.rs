//! `strftime` of dates and times: what the C library does not know (`%f`, `%z`, `%Z`, and centuries of early years) is put in first.

use std::borrow::Cow;

use crate::natives::types::support::is_exact;
use crate::object::Value;
use crate::object::calendar::TimeTuple;
use crate::object::calendar::format::strftime;
use crate::object::str::StrObj;
use crate::vm::{Res, Vm};

use super::{offsets, text};

/// What is written.
pub struct Source<'a> {
    pub tuple: TimeTuple,
    pub micro: u32,
    pub zone: &'a Value,
    /// What the zone is asked about.
    pub of: &'a Value,
}

impl Source<'_> {
    /// The offset, with a separator or without; nothing if there is none.
    fn offset(&self, vm: &mut Vm, out: &mut Vec<u8>, separator: &[u8]) -> Res<()> {
        if let Some(d) = offsets::offset(vm, self.zone, self.of)? {
            let mut line = text::Line::empty();
            line.offset(d, separator);
            out.extend_from_slice(line.bytes());
        }
        Ok(())
    }

    /// The zone's name, whose percent signs mean themselves.
    fn name(&self, vm: &mut Vm, out: &mut Vec<u8>) -> Res<()> {
        let mut v = offsets::name(vm, self.zone, self.of)?;
        if v.is_a::<StrObj>() && !is_exact(&v) {
            // A str of another class doubles them itself.
            let replace = vm.heap.intern("replace");
            let signs = [vm.heap.str("%").into_value(), vm.heap.str("%%").into_value()];
            v = vm.call_method(&v, &replace, &signs)?;
            match v.cast::<StrObj>() {
                Some(s) => out.extend_from_slice(s.bytes()),
                None => return Err(vm.type_error("tzname.replace() did not return a string")),
            }
            return Ok(());
        }
        if let Some(s) = v.cast::<StrObj>() {
            for b in s.bytes() {
                out.extend(std::iter::repeat_n(*b, if *b == b'%' { 2 } else { 1 }));
            }
        }
        Ok(())
    }

    /// Years before 1000 in four digits.
    fn early(&self, directive: u8, out: &mut Vec<u8>) {
        let mut year = self.tuple.year;
        if directive == b'G' {
            let text = strftime(b"%G", &self.tuple);
            year = std::str::from_utf8(&text).ok().and_then(|t| t.parse().ok()).unwrap_or(year);
        }
        let text = format!("{year:04}");
        let shown = if directive == b'C' { &text[..2] } else { &text };
        out.extend_from_slice(shown.as_bytes());
        if directive == b'F' {
            out.extend_from_slice(b"-%m-%d");
        }
    }

    /// The format with the directives put in that are not the C library's.
    fn prepared<'f>(&self, vm: &mut Vm, format: &'f [u8]) -> Res<Cow<'f, [u8]>> {
        let mut out: Vec<u8> = Vec::new();
        let (mut copied, mut i) = (0, 0);
        while let Some(at) = memchr::memchr(b'%', &format[i..]) {
            let start = i + at;
            let Some(directive) = format.get(start + 1) else { break };
            i = start + 2;
            let colon = *directive == b':' && format.get(i) == Some(&b'z');
            let early = self.tuple.year < 1000 && matches!(directive, b'Y' | b'G' | b'F' | b'C');
            if !(colon || early || matches!(directive, b'z' | b'Z' | b'f')) {
                continue;
            }
            out.extend_from_slice(&format[copied..start]);
            match directive {
                b'z' => self.offset(vm, &mut out, b"")?,
                b'Z' => self.name(vm, &mut out)?,
                b'f' => out.extend_from_slice(format!("{:06}", self.micro).as_bytes()),
                b':' => {
                    self.offset(vm, &mut out, b":")?;
                    i += 1;
                }
                d => self.early(*d, &mut out),
            }
            copied = i;
        }
        if copied == 0 {
            return Ok(Cow::Borrowed(format));
        }
        out.extend_from_slice(&format[copied..]);
        Ok(Cow::Owned(out))
    }
}

/// `strftime(format)`
pub fn write(vm: &mut Vm, format: &Value, source: &Source<'_>) -> Res {
    let Some(s) = format.cast::<StrObj>() else {
        let what = vm.class_name(format);
        return Err(vm.type_error(format!("strftime() argument 1 must be str, not {what}")));
    };
    // Directives of two bytes are replaced by words of some more.
    vm.room_for(s.byte_len().saturating_mul(40))?;
    let format = source.prepared(vm, s.bytes())?;
    let needs_zone = format.contains(&b's');
    let text = if needs_zone && source.tuple.offset.is_none() {
        let t = super::super::time::with_local_zone(vm, &source.tuple);
        strftime(&format, &t)
    } else {
        strftime(&format, &source.tuple)
    };
    vm.new_str(text)
}
