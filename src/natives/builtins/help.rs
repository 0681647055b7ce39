//! `help`, and the names that the interactive site adds: `exit`, `quit`, `copyright`, `credits`, `license`.

use crate::natives;
use crate::natives::modules::support::keywords;
use crate::object::dict::DictObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};

/// A callable object with a text of its own.
pub struct SiteObj {
    name: &'static str,
    text: &'static str,
}

impl Payload for SiteObj {
    fn traverse(&self, _: Visit<'_>) {}
}

impl ArgType for SiteObj {
    const NAME: &'static str = "site object";
}

natives! { static HELPER;
    fn __repr__(vm, this: Ref<SiteObj>, /) -> &'static str { this.text }
    fn __call__(vm, this: Ref<SiteObj>, /, *args, **kwds) -> Res { help(vm, &args, &kwds) }
}

natives! { static QUITTER;
    fn __repr__(vm, this: Ref<SiteObj>, /) -> &'static str { this.text }
    fn __call__(vm, this: Ref<SiteObj>, /, code: Value = Value::None) -> Res {
        let class = vm.types().system_exit.value();
        let e = vm.call(&class, &[code])?;
        Err(vm.raise(e))
    }
}

natives! { static PRINTER;
    fn __repr__(vm, this: Ref<SiteObj>, /) -> &'static str { this.text }
    fn __call__(vm, this: Ref<SiteObj>, /) -> Res<()> { say(vm, this.text) }
}

const QUIT: &str = "Use quit() or Ctrl-D (i.e. EOF) to exit";
const EXIT: &str = "Use exit() or Ctrl-D (i.e. EOF) to exit";
const HELP: &str = "Type help() for interactive help, or help(object) for help about object.";

/// Puts the objects into `builtins`.
pub fn install(vm: &mut Vm, dict: &Ref<DictObj>) {
    let object = vm.types().object.clone();
    let class = |vm: &mut Vm, name: &'static str, table| {
        let c = vm.new_type(name, "_sitebuiltins", &object, NO_NEW);
        vm.add_methods(&c, table);
        c
    };
    let helper = class(vm, "_Helper", HELPER);
    let quitter = class(vm, "Quitter", QUITTER);
    let printer = class(vm, "_Printer", PRINTER);
    let objects: [(&str, &Ref<TypeObj>, &str); 6] = [
        ("quit", &quitter, QUIT),
        ("exit", &quitter, EXIT),
        ("copyright", &printer, "Copyright (c) the authors of Hoopsnake."),
        (
            "credits",
            &printer,
            "Hoopsnake: an interpreter for Python 3.14's language with a built-in scheduler.",
        ),
        ("license", &printer, "Hoopsnake is licensed under MIT or Apache-2.0, at your choice."),
        ("help", &helper, HELP),
    ];
    for (name, class, text) in objects {
        let o = vm.heap.alloc(class, SiteObj { name, text });
        debug_assert_eq!(o.name, name, "the object knows its name");
        dict.set_text(vm.heap, name, o.into_value());
    }
}

fn say(vm: &mut Vm, text: &str) -> Res<()> {
    let Some(out) = vm.sys.get_str(&vm.names.stdout).filter(|v| !v.is_none()) else { return Ok(()) };
    let line = vm.heap.str(&format!("{text}\n")).into_value();
    vm.call_method(&out, &vm.names.write, &[line])?;
    Ok(())
}

/// What `pydoc` of the library does: it is imported when somebody asks.
fn help(vm: &mut Vm, args: &Ref<TupleObj>, kwds: &DictObj) -> Res {
    let pydoc = vm.import("pydoc")?;
    let name = vm.heap.intern("help");
    let helper = vm.get_attr(&pydoc, &name)?;
    vm.call_kw(&helper, args.items(), &keywords(kwds))
}
