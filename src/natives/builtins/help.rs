//! `help`, and the names that the interactive site adds: `exit`, `quit`, `copyright`, `credits`, `license`.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Kind, Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::native::def_of;
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
    fn __call__(vm, this: Ref<SiteObj>, /, *args, **kwds) -> Res<()> { help(vm, &args) }
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
        ("help", &helper, HELP),
        ("quit", &quitter, QUIT),
        ("exit", &quitter, EXIT),
        ("copyright", &printer, "Copyright (c) the authors of Hoopsnake."),
        (
            "credits",
            &printer,
            "Hoopsnake: an interpreter for Python 3.14's language with a built-in scheduler.",
        ),
        ("license", &printer, "Hoopsnake is licensed under MIT or Apache-2.0, at your choice."),
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

fn help(vm: &mut Vm, args: &Ref<TupleObj>) -> Res<()> {
    let Some(subject) = args.items().first() else {
        return say(vm, HELP);
    };
    let text = describe(vm, subject)?;
    say(vm, &text)
}

fn text_attr(vm: &mut Vm, v: &Value, name: &str) -> Res<Option<String>> {
    let name = vm.heap.intern(name);
    let found = vm.get_attr_opt(v, &name)?;
    Ok(found.and_then(|v| v.cast::<StrObj>().map(StrObj::to_text)))
}

fn indented(text: &str, by: &str) -> String {
    let text = text.trim_matches('\n');
    text.lines()
        .map(|l| if l.trim().is_empty() { by.trim_end().to_string() } else { format!("{by}{l}") })
        .collect::<Vec<_>>()
        .join("\n")
}

/// The signature of a function, native or not: `(a, b=1)`.
fn signature(vm: &mut Vm, v: &Value) -> Res<String> {
    if let Some(n) = v.cast::<crate::object::function::NativeObj>() {
        return Ok(def_of(n).signature());
    }
    if let Some(m) = v.cast::<crate::object::function::BoundMethodObj>() {
        return signature(vm, &m.func);
    }
    let Some(f) = v.to_ref::<crate::object::function::FunctionObj>() else { return Ok("(...)".into()) };
    let code = f.code();
    let c = &code.code;
    let (po, pos, ko) = (c.positional_only as usize, c.positional as usize, c.keyword_only as usize);
    let defaults = f.defaults.borrow().cast::<TupleObj>().map(|t| t.items().to_vec()).unwrap_or_default();
    let kwdefaults = f.kwdefaults.borrow().to_ref::<DictObj>();
    let mut parts = Vec::new();
    for i in 0..pos {
        let name = code.locals[i].to_text();
        let from = pos - defaults.len();
        parts.push(if i >= from {
            let shown = vm.repr(&defaults[i - from])?.to_text();
            format!("{name}={shown}")
        } else {
            name
        });
        if i + 1 == po {
            parts.push("/".into());
        }
    }
    let star = pos + ko;
    if c.flags.var_args {
        parts.push(format!("*{}", code.locals[star].to_text()));
    } else if ko > 0 {
        parts.push("*".into());
    }
    for i in pos..star {
        let name = &code.locals[i];
        let default = kwdefaults.as_ref().and_then(|d| d.get_str(name));
        parts.push(match default {
            Some(v) => format!("{}={}", name.to_text(), vm.repr(&v)?.to_text()),
            None => name.to_text(),
        });
    }
    if c.flags.var_kwargs {
        parts.push(format!("**{}", code.locals[star + usize::from(c.flags.var_args)].to_text()));
    }
    Ok(format!("({})", parts.join(", ")))
}

fn routine(vm: &mut Vm, v: &Value) -> Res<String> {
    let name = text_attr(vm, v, "__name__")?.unwrap_or_default();
    let mut out = format!("{name}{}", signature(vm, v)?);
    if let Some(doc) = text_attr(vm, v, "__doc__")? {
        out.push('\n');
        out.push_str(&indented(&doc, "    "));
    }
    Ok(out)
}

fn describe(vm: &mut Vm, v: &Value) -> Res<String> {
    match v.kind() {
        Some(Kind::Function | Kind::Native | Kind::BoundMethod) => {
            let name = text_attr(vm, v, "__name__")?.unwrap_or_default();
            let what = if v.kind() == Some(Kind::Native) { "built-in function" } else { "function" };
            let module =
                text_attr(vm, v, "__module__")?.map(|m| format!(" in module {m}")).unwrap_or_default();
            Ok(format!("Help on {what} {name}{module}:\n\n{}\n", routine(vm, v)?))
        }
        Some(Kind::Module) => {
            let name = text_attr(vm, v, "__name__")?.unwrap_or_default();
            let doc = text_attr(vm, v, "__doc__")?.unwrap_or_default();
            Ok(format!(
                "Help on module {name}:\n\nNAME\n    {name}\n\nDESCRIPTION\n{}\n",
                indented(&doc, "    ")
            ))
        }
        _ => {
            let class = match v.to_ref::<TypeObj>() {
                Some(c) => c,
                None => vm.class_of(v),
            };
            describe_class(vm, &class)
        }
    }
}

fn describe_class(vm: &mut Vm, class: &Ref<TypeObj>) -> Res<String> {
    let name = class.name_text();
    let module = text_attr(vm, &class.value(), "__module__")?.unwrap_or_default();
    let bases: Vec<String> = class.bases.borrow().iter().map(|b| b.name_text()).collect();
    let bases = if bases == ["object"] || bases.is_empty() { "object".into() } else { bases.join(", ") };
    let mut out = format!("Help on class {name} in module {module}:\n\nclass {name}({bases})\n");
    if let Some(doc) =
        class.dict().get_str(&vm.names.__doc__).and_then(|d| d.cast::<StrObj>().map(StrObj::to_text))
    {
        out.push_str(&indented(&doc, " |  "));
        out.push_str("\n |\n");
    }
    out.push_str(" |  Methods defined here:\n |\n");
    for (k, v) in class.dict().entries() {
        if matches!(v.kind(), Some(Kind::Function | Kind::Native)) && k.is_a::<StrObj>() {
            let text = routine(vm, &v)?;
            out.push_str(&indented(&text, " |  "));
            out.push_str("\n |\n");
        }
    }
    Ok(out)
}
