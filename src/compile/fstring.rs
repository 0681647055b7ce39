//! f-strings: each field is formatted into a temporary, the parts are joined. t-strings: the parts become a Template.

use super::Compiler;
use super::displays::CHUNK;
use super::error::Res;
use super::unit::Reg;
use crate::bytecode::*;
use crate::syntax::ast::*;

/// The number of `Template` in `BINARY_INTRINSICS`.
const TEMPLATE: u8 = 5;

impl<'a> Compiler<'a, '_> {
    pub(super) fn fstring(&mut self, parts: &'a [FStringPart<'a>], dst: Reg) -> Res {
        match parts {
            [] => {
                self.u.load_const(dst, Const::Str(Box::default()));
                Ok(())
            }
            [part] => self.fstring_part(part, dst),
            parts => {
                let base = self.u.top;
                let mut pieces = 0;
                for chunk in parts.chunks(CHUNK) {
                    let start = self.u.top;
                    for part in chunk {
                        let r = self.u.top;
                        self.fstring_part(part, r)?;
                        self.u.push();
                    }
                    pieces += chunk.len();
                    // Full chunks are joined at once, and many joined ones again, so that registers stay few.
                    if parts.len() > CHUNK {
                        self.join(start, chunk.len(), start);
                        self.u.top = start;
                        self.u.push();
                        pieces = usize::from(self.u.top - base);
                        if pieces > CHUNK {
                            self.join(base, pieces, base);
                            self.u.top = base;
                            self.u.push();
                            pieces = 1;
                        }
                    }
                }
                self.join(base, pieces, dst);
                Ok(())
            }
        }
    }

    /// A template: the texts around the fields, and for each field (value, text, conversion, format spec).
    pub(super) fn template(&mut self, parts: &'a [FStringPart<'a>], dst: Reg) -> Res {
        let mut texts: Vec<Vec<u8>> = vec![Vec::new()];
        let list = self.u.push();
        self.u.emit(Instr::BuildList { dst: Dst(list), base: Base(list), n: Num(0) });
        for part in parts {
            match part {
                FStringPart::Text { text, .. } => {
                    texts.last_mut().expect("there is one").extend_from_slice(text)
                }
                FStringPart::Field { span, value, written, conversion, spec } => {
                    texts.push(Vec::new());
                    let field = self.u.top;
                    self.push_expr(value)?;
                    let constants = [
                        Const::Str(written.as_bytes().into()),
                        match conversion {
                            None => Const::None,
                            Some(Conversion::Str) => Const::Str(b"s".as_slice().into()),
                            Some(Conversion::Repr) => Const::Str(b"r".as_slice().into()),
                            Some(Conversion::Ascii) => Const::Str(b"a".as_slice().into()),
                        },
                    ];
                    for constant in constants {
                        let r = self.u.push();
                        self.u.load_const(r, constant);
                    }
                    let r = self.u.top;
                    self.u.touch(r);
                    self.at(*span, |c| c.fstring(spec.map_or(&[], |s| s.parts), r))?;
                    self.u.emit(Instr::BuildTuple { dst: Dst(field), base: Base(field), n: Num(4) });
                    self.u.emit(Instr::ListAppend { list: Keep(list), value: Src(field) });
                    self.u.top = list + 1;
                }
            }
        }
        let texts = texts.into_iter().map(|text| Const::Str(text.into())).collect();
        let strings = self.u.push();
        self.u.load_const(strings, Const::Tuple(texts));
        self.u.emit(Instr::Intrinsic2 { op: TEMPLATE, dst: Dst(dst), a: Src(strings), b: Src(list) });
        self.u.top = list;
        Ok(())
    }

    fn join(&mut self, base: Reg, n: usize, dst: Reg) {
        self.u.emit(Instr::BuildString { dst: Dst(dst), base: Base(base), n: Num(n as u16) });
    }

    fn fstring_part(&mut self, part: &'a FStringPart<'a>, dst: Reg) -> Res {
        let height = self.u.top;
        match part {
            FStringPart::Text { text, .. } => self.u.load_const(dst, Const::Str((*text).into())),
            FStringPart::Field { span, value, conversion, spec, .. } => {
                let conversion = match conversion {
                    None => 0,
                    Some(Conversion::Str) => 1,
                    Some(Conversion::Repr) => 2,
                    Some(Conversion::Ascii) => 3,
                };
                let src = self.operand(value, spec.is_none())?;
                match spec {
                    None => self.u.emit_at(*span, Instr::Format { conversion, dst: Dst(dst), src: Src(src) }),
                    Some(spec) => {
                        let r = self.u.top;
                        self.u.touch(r);
                        self.at(*span, |c| c.fstring(spec.parts, r))?;
                        let instr =
                            Instr::FormatSpec { conversion, dst: Dst(dst), src: Src(src), spec: Src(r) };
                        self.u.emit_at(*span, instr);
                    }
                }
            }
        }
        self.u.top = height;
        Ok(())
    }
}
