//! Imports.

use super::Compiler;
use super::error::Res;
use super::unit::Reg;
use crate::bytecode::*;
use crate::syntax::ast::*;

impl<'a> Compiler<'a, '_> {
    /// Pushes the module; `names` is the from-list.
    fn push_module(&mut self, module: &str, names: Const, level: u32) -> Reg {
        let base = self.u.push();
        self.u.load_const(base, Const::Int(i64::from(level)));
        let list = self.u.push();
        self.u.load_const(list, names);
        let name = self.u.name_id(module);
        self.u.emit(Instr::ImportName { dst: Dst(base), base: Base(base), name });
        self.u.top = base + 1;
        base
    }

    pub(super) fn import(&mut self, names: &'a [Alias<'a>]) -> Res {
        for alias in names {
            let module = alias.name.name;
            let mut r = self.push_module(module, Const::None, 0);
            match alias.asname {
                Some(asname) => {
                    // `import a.b.c as d` takes b from a, and c from that.
                    for part in module.split('.').skip(1) {
                        let inner = self.u.push();
                        let name = self.u.name_id(part);
                        self.u.emit(Instr::ImportFrom { dst: Dst(inner), module: Keep(r), name });
                        self.u.emit(Instr::Drop { src: Src(r) });
                        self.u.emit(Instr::Move { dst: Dst(r), src: Src(inner) });
                        self.u.top = r + 1;
                    }
                    self.store_name(asname.name, r);
                }
                None => self.store_name(module.split('.').next().unwrap_or(module), r),
            }
            r = r.min(self.u.top);
            self.u.top = r;
        }
        Ok(())
    }

    pub(super) fn import_from(
        &mut self,
        s: &'a Stmt<'a>,
        module: Option<Ident<'a>>,
        names: &'a [Alias<'a>],
        level: u32,
    ) -> Res {
        let module = module.map_or("", |m| m.name);
        if module == "__future__" && level == 0 && !self.outer.is_empty() {
            return super::future::late(s);
        }
        let list = names.iter().map(|a| Const::Str(a.name.name.as_bytes().into())).collect();
        let r = self.push_module(module, Const::Tuple(list), level);
        for alias in names {
            if alias.name.name == "*" {
                self.u.emit(Instr::ImportStar { module: Src(r) });
                self.u.top = r;
                return Ok(());
            }
            let target = alias.asname.unwrap_or(alias.name);
            let value = self.u.top;
            let local = self.local_of(target.name);
            let dst = local.unwrap_or(value);
            self.u.touch(dst);
            let name = self.u.name_id(alias.name.name);
            self.u.emit(Instr::ImportFrom { dst: Dst(dst), module: Keep(r), name });
            match local {
                Some(local) => self.u.bound.insert(local),
                None => {
                    self.u.push();
                    self.store_name(target.name, value);
                    self.u.top = value;
                }
            }
        }
        self.u.emit(Instr::Drop { src: Src(r) });
        self.u.top = r;
        Ok(())
    }
}
