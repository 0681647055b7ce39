//! f-strings: each field is formatted into a temporary, the parts are joined.

use super::Compiler;
use super::displays::CHUNK;
use super::error::Res;
use super::unit::Reg;
use crate::bytecode::*;
use crate::syntax::ast::*;

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

    fn join(&mut self, base: Reg, n: usize, dst: Reg) {
        self.u.emit(Instr::BuildString { dst: Dst(dst), base: Base(base), n: Num(n as u16) });
    }

    fn fstring_part(&mut self, part: &'a FStringPart<'a>, dst: Reg) -> Res {
        let height = self.u.top;
        match part {
            FStringPart::Text { text, .. } => self.u.load_const(dst, Const::Str((*text).into())),
            FStringPart::Field { span, value, conversion, spec } => {
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
