//! Exception classes with attributes of their own: StopIteration, SystemExit, KeyError, ImportError, AttributeError, NameError, SyntaxError.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::exception::ExceptionObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::native::AttrDef;
use crate::vm::{Res, Vm};

use super::super::support::Text;
use super::{arguments, base_str, exception, instance_dict, no_keywords};

/// Declares attributes that are plain fields; before anybody set one it has the value that `from_args` finds.
macro_rules! field_attrs {
    ($table:ident; $($name:literal $doc:literal $from_args:expr;)*) => {
        pub(super) static $table: &[AttrDef] = &[ $( AttrDef {
            name: $name,
            doc: $doc,
            get: |vm, e| match exception(e) {
                Some(x) => match x.field($name) {
                    Some(v) => Ok(v),
                    None => {
                        let from_args: fn(&[Value]) -> Value = $from_args;
                        Ok(from_args(arguments(x).items()))
                    }
                },
                None => Err(vm.wrong_receiver(e)),
            },
            set: Some(|vm, e, v| match exception(e) {
                Some(x) => { x.set_field($name, if v.is_undef() { Value::None } else { v }); Ok(()) }
                None => Err(vm.wrong_receiver(e)),
            }),
        } ),* ];
    };
}
pub(super) use field_attrs;

/// The only argument, or None.
fn only(args: &[Value]) -> Value {
    if let [one] = args { one.clone() } else { Value::None }
}

fn first(args: &[Value]) -> Value {
    args.first().cloned().unwrap_or(Value::None)
}

fn nothing(_: &[Value]) -> Value {
    Value::None
}

/// A part of SyntaxError's second argument.
fn detail(args: &[Value], i: usize) -> Value {
    let t = args.get(1).and_then(|v| v.cast::<TupleObj>().map(|t| t.items().to_vec()));
    t.and_then(|t| t.get(i).cloned()).unwrap_or(Value::None)
}

field_attrs! { STOP_ITERATION;
    "value" "generator return value" first;
}
field_attrs! { IMPORT_ERROR;
    "msg" "exception message" only;
    "name" "module name" nothing;
    "path" "module path" nothing;
    "name_from" "name imported from module" nothing;
}
field_attrs! { ATTRIBUTE_ERROR;
    "name" "attribute name" nothing;
    "obj" "object" nothing;
}
field_attrs! { NAME_ERROR;
    "name" "name" nothing;
}
field_attrs! { SYNTAX_ERROR;
    "msg" "exception msg" first;
    "filename" "exception filename" |a| detail(a, 0);
    "lineno" "exception lineno" |a| detail(a, 1);
    "offset" "exception offset" |a| detail(a, 2);
    "text" "exception text" |a| detail(a, 3);
    "end_lineno" "exception end lineno" |a| detail(a, 4);
    "end_offset" "exception end offset" |a| detail(a, 5);
    "print_file_and_line" "exception print_file_and_line" nothing;
    "_metadata" "exception private metadata" |a| detail(a, 6);
}

static SYSTEM_EXIT: &[AttrDef] = &[AttrDef {
    name: "code",
    doc: "exception code",
    get: |vm, e| match exception(e) {
        Some(x) => Ok(match x.field("code") {
            Some(v) => v,
            None => exit_code(vm, x),
        }),
        None => Err(vm.wrong_receiver(e)),
    },
    set: Some(|vm, e, v| match exception(e) {
        Some(x) => {
            x.set_field("code", if v.is_undef() { Value::None } else { v });
            Ok(())
        }
        None => Err(vm.wrong_receiver(e)),
    }),
}];

fn exit_code(vm: &Vm, x: &ExceptionObj) -> Value {
    let args = arguments(x);
    match args.items() {
        [] => Value::None,
        [one] => one.clone(),
        more => vm.heap.tuple(more.to_vec()).into_value(),
    }
}

fn set_args(this: &Ref<ExceptionObj>, args: Ref<TupleObj>) {
    drop(this.args.replace(args.into_value()));
}

natives! { static STOP_ITERATION_METHODS;
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> {
        no_keywords(vm, &this, &kwargs)?;
        this.set_field("value", first(args.items()));
        set_args(&this, args);
        Ok(())
    }
}

natives! { static SYSTEM_EXIT_METHODS;
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> {
        no_keywords(vm, &this, &kwargs)?;
        set_args(&this, args);
        let code = exit_code(vm, &this);
        this.set_field("code", code);
        Ok(())
    }
}

natives! { static KEY_ERROR_METHODS;
    fn __str__(vm, this: Ref<ExceptionObj>, /) -> Res<Ref<StrObj>> {
        let args = arguments(&this);
        match args.items() {
            [one] => vm.repr(one),
            _ => base_str(vm, &this),
        }
    }
}

natives! { static IMPORT_ERROR_METHODS;
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> {
        keyword_fields(vm, &this, &kwargs, "ImportError", &["name", "path", "name_from"])?;
        this.set_field("msg", only(args.items()));
        set_args(&this, args);
        Ok(())
    }
    fn __str__(vm, this: Ref<ExceptionObj>, /) -> Res<Ref<StrObj>> {
        match this.field("msg").and_then(|v| v.to_ref::<StrObj>()) {
            Some(text) if text.obj().header().is_exact() => Ok(text),
            _ => base_str(vm, &this),
        }
    }
    fn __reduce__(vm, this: Ref<ExceptionObj>, /) -> Res {
        let class = vm.class_of(&this.value()).into_value();
        let args = arguments(&this).into_value();
        let state = vm.heap.dict();
        if let Some(d) = instance_dict(vm, &this) {
            state.copy_from(&d);
        }
        for name in ["name", "path", "name_from"] {
            if let Some(v) = this.field(name).filter(|v| !v.is_none()) {
                state.set_text(vm.heap, name, v);
            }
        }
        Ok(if state.is_empty() {
            vm.heap.tuple([class, args]).into_value()
        } else {
            vm.heap.tuple([class, args, state.into_value()]).into_value()
        })
    }
}

natives! { static ATTRIBUTE_ERROR_METHODS;
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> {
        keyword_fields(vm, &this, &kwargs, "AttributeError", &["name", "obj"])?;
        set_args(&this, args);
        Ok(())
    }
    fn __reduce__(vm, this: Ref<ExceptionObj>, /) -> Res {
        let class = vm.class_of(&this.value()).into_value();
        let args = arguments(&this).into_value();
        let state = attribute_error_state(vm, &this);
        Ok(vm.heap.tuple([class, args, state]).into_value())
    }
    fn __getstate__(vm, this: Ref<ExceptionObj>, /) -> Value { attribute_error_state(vm, &this) }
}

/// All but the object, which may be anything.
fn attribute_error_state(vm: &mut Vm, this: &Ref<ExceptionObj>) -> Value {
    let state = vm.heap.dict();
    if let Some(d) = instance_dict(vm, this) {
        state.copy_from(&d);
    }
    if let Some(v) = this.field("name").filter(|v| !v.is_none()) {
        state.set_text(vm.heap, "name", v);
    }
    let args = arguments(this);
    state.set_text(vm.heap, "args", args.into_value());
    state.into_value()
}

natives! { static NAME_ERROR_METHODS;
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> {
        keyword_fields(vm, &this, &kwargs, "NameError", &["name"])?;
        set_args(&this, args);
        Ok(())
    }
}

natives! { static SYNTAX_ERROR_METHODS;
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> {
        no_keywords(vm, &this, &kwargs)?;
        if !args.is_empty() {
            this.set_field("msg", first(args.items()));
        }
        if let [_, info] = args.items() {
            let items = vm.collect(info)?;
            if items.len() < 4 || items.len() > 6 || items.len() == 5 {
                if items.len() == 5 {
                    return Err(vm.type_error("end_offset must be provided when end_lineno is provided"));
                }
                let s = if items.len() < 4 { "at least 4 arguments" } else { "at most 6 arguments" };
                return Err(vm.type_error(format!("function takes {s} ({} given)", items.len())));
            }
            let names = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
            for (i, name) in names.into_iter().enumerate() {
                this.set_field(name, items.get(i).cloned().unwrap_or(Value::None));
            }
        }
        set_args(&this, args);
        Ok(())
    }
    fn __str__(vm, this: Ref<ExceptionObj>, /) -> Res<Text> {
        let args = arguments(&this);
        let get = |name: &str, or: Value| this.field(name).unwrap_or(or);
        let msg = get("msg", first(args.items()));
        let msg = vm.str(&msg)?;
        let file = get("filename", detail(args.items(), 0));
        let file = file.cast::<StrObj>().map(|f| f.to_text().rsplit('/').next().unwrap_or_default().to_string());
        let line = get("lineno", detail(args.items(), 1));
        let line = as_int(&line).and_then(|i| i.to_i64());
        let place = match (file, line) {
            (Some(f), Some(n)) => format!(" ({f}, line {n})"),
            (Some(f), None) => format!(" ({f})"),
            (None, Some(n)) => format!(" (line {n})"),
            (None, None) => String::new(),
        };
        Ok(Text([msg.bytes(), place.as_bytes()].concat()))
    }
}

/// Installs the classes of this file.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_attrs(&t.stop_iteration, STOP_ITERATION);
    vm.add_methods(&t.stop_iteration, STOP_ITERATION_METHODS);
    vm.add_attrs(&t.system_exit, SYSTEM_EXIT);
    vm.add_methods(&t.system_exit, SYSTEM_EXIT_METHODS);
    vm.add_methods(&t.key_error, KEY_ERROR_METHODS);
    vm.add_attrs(&t.import_error, IMPORT_ERROR);
    vm.add_methods(&t.import_error, IMPORT_ERROR_METHODS);
    vm.add_attrs(&t.attribute_error, ATTRIBUTE_ERROR);
    vm.add_methods(&t.attribute_error, ATTRIBUTE_ERROR_METHODS);
    vm.add_attrs(&t.name_error, NAME_ERROR);
    vm.add_methods(&t.name_error, NAME_ERROR_METHODS);
    vm.add_attrs(&t.syntax_error, SYNTAX_ERROR);
    vm.add_methods(&t.syntax_error, SYNTAX_ERROR_METHODS);
}

/// Fields that are given by keyword; others are refused.
fn keyword_fields(
    vm: &mut Vm,
    this: &Ref<ExceptionObj>,
    kwargs: &Ref<DictObj>,
    class: &str,
    names: &[&'static str],
) -> Res<()> {
    // Initialised again, it forgets what it was told before.
    for name in names.iter().filter(|n| this.field(n).is_some()) {
        this.set_field(name, Value::None);
    }
    for (k, v) in kwargs.entries() {
        let text = k.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        match names.iter().find(|n| **n == text) {
            Some(name) => this.set_field(name, v),
            None => {
                let names = names.iter().copied();
                return Err(vm.type_error(crate::vm::bind_errors::unexpected_text(class, &text, names)));
            }
        }
    }
    Ok(())
}
