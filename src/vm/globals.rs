//! Names: globals and builtins with their caches, namespaces of class bodies and `exec`, cells and free variables.

use crate::object::cache::{Cache, tag};
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::function::CellObj;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};

use super::fence::Regs;
use super::{Raised, Res, Vm};

/// No dict has this version.
const NO_VERSION: usize = usize::MAX;

/// The name is entry `i` of the globals. The second pair of guards is for builtins: it fails from now on.
fn remember_global(c: &Cache, globals: &DictObj, i: usize) {
    c.key.set(globals.version() as usize);
    c.key2.set(NO_VERSION);
    c.index.set(i as u32);
    globals.remember_value(i, &c.place);
    c.tag.set(tag::GLOBAL);
}

impl Vm {
    /// The globals of the running frame.
    pub fn globals(&self) -> Option<Ref<DictObj>> {
        self.thread.frames.last().map(|f| f.func().globals.clone())
    }

    /// `LoadGlobal` beyond its cache.
    #[inline(never)]
    pub(super) fn load_global(&mut self, c: &Cache) -> Res {
        if !self.has_plain_globals() {
            return self.ask_globals(&c.name, true);
        }
        self.load_plain_global(c)
    }

    fn load_plain_global(&mut self, c: &Cache) -> Res {
        let f = self.top().func();
        if let Some(i) = f.globals.index_of_str(&c.name) {
            if c.name.is(&self.names.__loader__) && f.globals.value_at(i).is_none() {
                return self.late_loader(&c.name);
            }
            remember_global(c, &f.globals, i);
            return Ok(f.globals.value_at(i));
        }
        if let Some(i) = f.builtins.index_of_str(&c.name) {
            c.key.set(NO_VERSION);
            c.key2.set(f.globals.version() as usize);
            c.epoch.set(f.builtins.version());
            c.index.set(i as u32);
            f.builtins.remember_value(i, &c.place);
            c.tag.set(tag::BUILTIN);
            return Ok(f.builtins.value_at(i));
        }
        self.late_builtin(&c.name, false)
    }

    /// Whether neither globals nor builtins are of a class of the script, which may have its own `__getitem__`.
    fn has_plain_globals(&self) -> bool {
        let f = self.top().func();
        f.globals.obj().header().is_exact() && f.builtins.obj().header().is_exact()
    }

    /// A name among globals and builtins of classes of the script: they are asked for an item. Where names were looked for in a namespace before (`by_item` is false), globals are
    /// but a dict.
    #[cold]
    fn ask_globals(&mut self, name: &Ref<StrObj>, by_item: bool) -> Res {
        let f = self.top().func();
        let (globals, builtins) = (f.globals.clone(), f.builtins.clone());
        let found =
            if by_item { self.from_namespace(&globals.value(), name)? } else { globals.get_str(name) };
        if let Some(v) = found {
            return Ok(v);
        }
        match self.from_namespace(&builtins.value(), name)? {
            Some(v) => Ok(v),
            None => self.late_builtin(name, !builtins.obj().header().is_exact()),
        }
    }

    /// A name that no dict has. `asked`: builtins have been asked for an item.
    fn late_builtin(&mut self, name: &Ref<StrObj>, asked: bool) -> Res {
        if !asked && let Some(v) = self.builtin_item(name)? {
            return Ok(v);
        }
        let globals = self.top().func().globals.clone();
        if self.comes_with_importlib(&globals, name)?
            && let Some(v) = globals.get_str(name)
        {
            return Ok(v);
        }
        Err(self.undefined_name(name))
    }

    /// The program's loader, which there is as soon as somebody asks.
    #[cold]
    fn late_loader(&mut self, name: &Ref<StrObj>) -> Res {
        let globals = self.top().func().globals.clone();
        self.comes_with_importlib(&globals, name)?;
        Ok(globals.get_str(name).unwrap_or(Value::None))
    }

    /// A name in a `__builtins__` that is neither a module nor a plain dict: it is asked for an item.
    #[cold]
    pub(super) fn builtin_item(&mut self, name: &Ref<StrObj>) -> Res<Option<Value>> {
        match self.top().func().globals.get_str(&self.names.__builtins__) {
            Some(b) if b.is_a::<ModuleObj>() => Ok(None),
            Some(b) => self.from_namespace(&b, name),
            None => Ok(None),
        }
    }

    #[cold]
    fn undefined_name(&mut self, name: &Ref<StrObj>) -> Raised {
        let n = name.to_text();
        self.name_error(&self.heap.types().name_error, &n, &format!("name '{n}' is not defined"))
    }

    #[inline(never)]
    pub(super) fn store_global(&mut self, c: &Cache, v: Value) {
        let f = self.top().func();
        drop(f.globals.set_str(&c.name, v));
        if let Some(i) = f.globals.index_of_str(&c.name) {
            remember_global(c, &f.globals, i);
        }
    }

    pub(super) fn delete_global(&mut self, name: &Ref<StrObj>) -> Res<()> {
        let f = self.top().func();
        match f.globals.remove_str(name) {
            Some(_) => Ok(()),
            None => Err(self.undefined_name(name)),
        }
    }

    /// The name in a namespace object; None if it has none.
    fn from_namespace(&mut self, ns: &Value, name: &Ref<StrObj>) -> Res<Option<Value>> {
        if let Some(d) = ns.cast::<DictObj>()
            && ns.as_obj().is_some_and(|o| o.header().is_exact())
        {
            return Ok(d.get_str(name));
        }
        let r = self.get_item(ns, &name.value());
        self.catch(r, &self.heap.types().key_error)
    }

    pub(super) fn load_name(&mut self, regs: Regs, c: &Cache) -> Res {
        let ns = regs.get(0).clone();
        match self.from_namespace(&ns, &c.name)? {
            Some(v) => Ok(v),
            None if self.has_plain_globals() => self.load_plain_global(c),
            None => self.ask_globals(&c.name, false),
        }
    }

    pub(super) fn store_name(&mut self, regs: Regs, name: &Ref<StrObj>, v: Value) -> Res<()> {
        let ns = regs.get(0).clone();
        if let Some(d) = ns.cast::<DictObj>()
            && ns.as_obj().is_some_and(|o| o.header().is_exact())
        {
            drop(d.set_str(name, v));
            return Ok(());
        }
        self.set_item(&ns, &name.value(), v)
    }

    pub(super) fn delete_name(&mut self, regs: Regs, name: &Ref<StrObj>) -> Res<()> {
        let ns = regs.get(0).clone();
        match self.del_item(&ns, &name.value()) {
            Ok(()) => Ok(()),
            Err(e) => {
                // Whatever a namespace of the script's says, it means that the name is not there.
                drop(self.take_raised(e));
                Err(self.undefined_name(name))
            }
        }
    }

    pub(super) fn load_map_or_free(&mut self, map: &Value, code: &CodeObj, free: u16) -> Res {
        let name = code.free[free as usize].clone();
        if let Some(v) = self.from_namespace(map, &name)? {
            return Ok(v);
        }
        let v = self.free_cell(free, CellObj::get);
        if v.is_undef() { Err(self.unbound_free(code, free)) } else { Ok(v) }
    }

    pub(super) fn load_map_or_cell(&mut self, map: &Value, regs: Regs, code: &CodeObj, cell: u16) -> Res {
        let name = code.locals[cell as usize].clone();
        if let Some(v) = self.from_namespace(map, &name)? {
            return Ok(v);
        }
        let v = regs.get(cell).cast::<CellObj>().map(CellObj::get).unwrap_or_default();
        if v.is_undef() { Err(self.unbound_local(code, cell)) } else { Ok(v) }
    }

    pub(super) fn load_map_or_global(&mut self, map: &Value, c: &Cache) -> Res {
        match self.from_namespace(map, &c.name)? {
            Some(v) => Ok(v),
            None => self.load_global(c),
        }
    }

    pub(super) fn setup_annotations(&mut self, regs: Regs, code: &CodeObj) -> Res<()> {
        let name = self.names.__annotations__.clone();
        if code.code.kind == crate::bytecode::CodeKind::Namespace {
            let ns = regs.get(0).clone();
            if self.from_namespace(&ns, &name)?.is_none() {
                let d = self.heap.dict().into_value();
                self.set_item(&ns, &name.value(), d)?;
            }
            return Ok(());
        }
        let f = self.top().func();
        if f.globals.get_str(&name).is_none() {
            f.globals.set_str(&name, self.heap.dict().into_value());
        }
        Ok(())
    }

    /// Looks into the cell of a free variable of the running function.
    #[inline(always)]
    pub(super) fn free_cell(&self, i: u16, f: impl FnOnce(&CellObj) -> Value) -> Value {
        let func = self.top().func();
        match func.closure.as_ref().and_then(|c| c.items().get(i as usize)).and_then(|v| v.cast::<CellObj>())
        {
            Some(c) => f(c),
            None => crate::bug!("a function's closure has a cell for each free variable"),
        }
    }

    pub(super) fn free_cell_object(&self, i: u16) -> Value {
        let func = self.top().func();
        func.closure.as_ref().and_then(|c| c.items().get(i as usize)).cloned().unwrap_or_default()
    }

    #[cold]
    pub(super) fn unbound_local(&mut self, code: &CodeObj, local: u16) -> Raised {
        let n = code.locals[local as usize].to_text();
        if n == "__class__" && code.code.kind == crate::bytecode::CodeKind::Namespace {
            // The body of a class has the cell of that name for its methods, and no variable.
            return self.name_error(&self.heap.types().name_error, &n, "name '__class__' is not defined");
        }
        let text = format!("cannot access local variable '{n}' where it is not associated with a value");
        // This error alone does not say the name in an attribute.
        let class = self.heap.types().unbound_local_error.clone();
        self.error(&class, &text)
    }

    #[cold]
    pub(super) fn unbound_free(&mut self, code: &CodeObj, free: u16) -> Raised {
        let n = code.free[free as usize].to_text();
        let text = format!(
            "cannot access free variable '{n}' where it is not associated with a value in enclosing scope"
        );
        self.name_error(&self.heap.types().name_error, &n, &text)
    }
}
