//! Template strings (PEP 750): what `t"..."` makes. `string.templatelib` of the library takes the types from here.

use std::cell::Cell;

use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::support::Text;

const MODULE: &str = "string.templatelib";
const TEMPLATE: &str = "string.templatelib.Template";
const INTERPOLATION: &str = "string.templatelib.Interpolation";
const ITERATOR: &str = "string.templatelib.TemplateIter";

/// A template: one more text than interpolations.
pub struct TemplateObj {
    strings: Ref<TupleObj>,
    interpolations: Ref<TupleObj>,
}

impl Payload for TemplateObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.strings.value());
        visit(&self.interpolations.value());
    }
}

impl ArgType for TemplateObj {
    const NAME: &'static str = TEMPLATE;
}

/// A field of a template.
pub struct InterpolationObj {
    value: Value,
    expression: Value,
    conversion: Value,
    format_spec: Value,
}

impl Payload for InterpolationObj {
    fn traverse(&self, visit: Visit<'_>) {
        for part in [&self.value, &self.expression, &self.conversion, &self.format_spec] {
            visit(part);
        }
    }
}

impl ArgType for InterpolationObj {
    const NAME: &'static str = INTERPOLATION;
}

/// The texts that are not empty, and the interpolations, in turns.
pub struct TemplateIter {
    template: Ref<TemplateObj>,
    /// Twice the number of the text that comes next; odd: the interpolation behind it.
    at: Cell<usize>,
}

impl Payload for TemplateIter {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.template.value());
    }
}

impl ArgType for TemplateIter {
    const NAME: &'static str = ITERATOR;
}

natives! { static TEMPLATE_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res { new_template(vm, &args, &kwargs) }
    fn __repr__(vm, this: Ref<TemplateObj>, /) -> Res<Text> {
        let mut out = b"Template(strings=".to_vec();
        out.extend_from_slice(vm.repr(&this.strings.value())?.bytes());
        out.extend_from_slice(b", interpolations=");
        out.extend_from_slice(vm.repr(&this.interpolations.value())?.bytes());
        out.push(b')');
        Ok(Text(out))
    }
    fn __iter__(vm, this: Ref<TemplateObj>, /) -> Value {
        let class = vm.extra_types[ITERATOR].clone();
        vm.heap.alloc(&class, TemplateIter { template: this, at: Cell::new(0) }).into_value()
    }
    /// Return self+value.
    fn __add__(vm, this: Ref<TemplateObj>, value: Value, /) -> Res { add(vm, &this, &value) }
    fn __reduce__(vm, this: Ref<TemplateObj>, /) -> Res {
        let module = vm.import(MODULE)?;
        let name = vm.heap.intern("_template_unpickle");
        let make = vm.get_attr(&module, &name)?;
        let args = vm.heap.tuple([this.strings.value(), this.interpolations.value()]).into_value();
        Ok(vm.heap.tuple([make, args]).into_value())
    }
}

natives! { static INTERPOLATION_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, value: Value, expression: Value = Value::Undef, conversion: Value = Value::None, format_spec: Value = Value::Undef) -> Res {
        new_interpolation(vm, value, expression, conversion, format_spec)
    }
    fn __repr__(vm, this: Ref<InterpolationObj>, /) -> Res<Text> {
        let mut out = b"Interpolation(".to_vec();
        for (i, part) in [&this.value, &this.expression, &this.conversion, &this.format_spec].into_iter().enumerate() {
            if i > 0 {
                out.extend_from_slice(b", ");
            }
            out.extend_from_slice(vm.repr(part)?.bytes());
        }
        out.push(b')');
        Ok(Text(out))
    }
    fn __reduce__(vm, this: Ref<InterpolationObj>, /) -> Value {
        let class = vm.extra_types[INTERPOLATION].value();
        let parts = [&this.value, &this.expression, &this.conversion, &this.format_spec].map(Value::clone);
        let args = vm.heap.tuple(parts).into_value();
        vm.heap.tuple([class, args]).into_value()
    }
}

natives! { static ITERATOR_METHODS;
    fn __iter__(vm, this: Ref<TemplateIter>, /) -> Value { this.into_value() }
    /// Implement next(self).
    fn __next__(vm, this: Ref<TemplateIter>, /) -> Res {
        match next(&this) {
            Some(v) => Ok(v),
            None => Err(vm.stop_iteration(Value::Undef)),
        }
    }
}

natives! { static GENERIC;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { super::generic_alias::new(vm, cls, object) }
}

attrs! { static TEMPLATE_ATTRS for TemplateObj;
    /// Strings
    fn strings(vm, this) -> Value { this.strings.value() }
    /// Interpolations
    fn interpolations(vm, this) -> Value { this.interpolations.value() }
    /// Values of interpolations
    fn values(vm, this) -> Value {
        let values: Vec<Value> =
            this.interpolations.items().iter().filter_map(|i| Some(i.cast::<InterpolationObj>()?.value.clone())).collect();
        vm.heap.tuple(values).into_value()
    }
}

attrs! { static INTERPOLATION_ATTRS for InterpolationObj;
    /// Value
    fn value(vm, this) -> Value { this.value.clone() }
    /// Expression
    fn expression(vm, this) -> Value { this.expression.clone() }
    /// Conversion
    fn conversion(vm, this) -> Value { this.conversion.clone() }
    /// Format specification
    fn format_spec(vm, this) -> Value { this.format_spec.clone() }
}

/// Makes the classes.
pub fn install(vm: &mut Vm) {
    let object = vm.types().object.clone();
    let template = vm.new_type("Template", MODULE, &object, 0);
    vm.add_methods(&template, TEMPLATE_METHODS);
    vm.add_class_methods(&template, GENERIC);
    vm.add_attrs(&template, TEMPLATE_ATTRS);
    vm.extra_types.insert(TEMPLATE, template);
    let interpolation = vm.new_type("Interpolation", MODULE, &object, 0);
    vm.add_methods(&interpolation, INTERPOLATION_METHODS);
    vm.add_class_methods(&interpolation, GENERIC);
    vm.add_attrs(&interpolation, INTERPOLATION_ATTRS);
    let parts = ["value", "expression", "conversion", "format_spec"].map(|n| vm.heap.intern(n).into_value());
    let names = vm.heap.tuple(parts).into_value();
    interpolation.dict().set_str(&vm.names.__match_args__, names);
    vm.extra_types.insert(INTERPOLATION, interpolation);
    let iterator = vm.new_type("TemplateIter", MODULE, &object, NO_NEW);
    vm.add_methods(&iterator, ITERATOR_METHODS);
    vm.extra_types.insert(ITERATOR, iterator);
    vm.hooks.template = of_fields;
}

fn template(vm: &mut Vm, strings: Ref<TupleObj>, interpolations: Ref<TupleObj>) -> Value {
    let class = vm.extra_types[TEMPLATE].clone();
    vm.heap.alloc(&class, TemplateObj { strings, interpolations }).into_value()
}

/// What the compiled code makes: from the tuple of texts and a list of (value, text of the expression, conversion, format spec).
fn of_fields(vm: &mut Vm, strings: &Value, fields: &Value) -> Res {
    let class = vm.extra_types[INTERPOLATION].clone();
    let fields = fields.cast::<ListObj>().map(|l| l.borrow().to_vec()).unwrap_or_default();
    let mut made = Vec::with_capacity(fields.len());
    for field in &fields {
        let parts = field.cast::<TupleObj>().map(|t| t.items().to_vec()).unwrap_or_default();
        if let [value, expression, conversion, format_spec] = &parts[..] {
            let (value, expression) = (value.clone(), expression.clone());
            let (conversion, format_spec) = (conversion.clone(), format_spec.clone());
            let new = InterpolationObj { value, expression, conversion, format_spec };
            made.push(vm.heap.alloc(&class, new).into_value());
        }
    }
    let interpolations = vm.heap.tuple(made);
    match strings.to_ref::<TupleObj>() {
        Some(strings) if strings.len() == interpolations.len() + 1 => {
            Ok(template(vm, strings, interpolations))
        }
        _ => Err(vm.value_error("a template has one more text than fields")),
    }
}

fn new_template(vm: &mut Vm, args: &Ref<TupleObj>, kwargs: &Ref<DictObj>) -> Res {
    if !kwargs.is_empty() {
        return Err(vm.type_error("Template.__new__ only accepts *args arguments"));
    }
    let (mut strings, mut interpolations) = (Vec::new(), Vec::new());
    let mut text: Vec<u8> = Vec::new();
    for arg in args.items() {
        if let Some(s) = arg.cast::<StrObj>() {
            text.extend_from_slice(s.bytes());
        } else if arg.is_a::<InterpolationObj>() {
            strings.push(vm.heap.str_bytes(&text).into_value());
            text.clear();
            interpolations.push(arg.clone());
        } else {
            let what = vm.class_name(arg);
            return Err(vm.type_error(format!(
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {what}"
            )));
        }
    }
    strings.push(vm.heap.str_bytes(&text).into_value());
    let (strings, interpolations) = (vm.heap.tuple(strings), vm.heap.tuple(interpolations));
    Ok(template(vm, strings, interpolations))
}

fn new_interpolation(
    vm: &mut Vm,
    value: Value,
    expression: Value,
    conversion: Value,
    format_spec: Value,
) -> Res {
    let mut text = |v: Value, name: &str| -> Res {
        if v.is_undef() {
            return Ok(vm.heap.str("").into_value());
        }
        if v.is_a::<StrObj>() {
            return Ok(v);
        }
        let what = vm.class_name(&v);
        Err(vm.type_error(format!("Interpolation() argument '{name}' must be str, not {what}")))
    };
    let expression = text(expression, "expression")?;
    let conversion = if conversion.is_none() { conversion } else { text(conversion, "conversion")? };
    if let Some(c) = conversion.cast::<StrObj>()
        && !matches!(c.bytes(), b"s" | b"r" | b"a")
    {
        return Err(vm.value_error("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'"));
    }
    let format_spec = text(format_spec, "format_spec")?;
    let class = vm.extra_types[INTERPOLATION].clone();
    let new = InterpolationObj { value, expression, conversion, format_spec };
    Ok(vm.heap.alloc(&class, new).into_value())
}

/// Two templates side by side: the last text of the first and the first of the second become one.
fn add(vm: &mut Vm, a: &TemplateObj, b: &Value) -> Res {
    let Some(b) = b.to_ref::<TemplateObj>() else {
        let what = vm.class_name(b);
        return Err(vm.type_error(format!("can only concatenate {TEMPLATE} (not \"{what}\") to {TEMPLATE}")));
    };
    let mut strings = a.strings.items().to_vec();
    let bytes = |v: Option<&Value>| -> Vec<u8> {
        v.and_then(|v| v.cast::<StrObj>()).map(|s| s.bytes().to_vec()).unwrap_or_default()
    };
    let mut joined = bytes(strings.pop().as_ref());
    joined.extend(bytes(b.strings.items().first()));
    strings.push(vm.heap.str_bytes(&joined).into_value());
    strings.extend(b.strings.items().iter().skip(1).cloned());
    let mut interpolations = a.interpolations.items().to_vec();
    interpolations.extend(b.interpolations.items().iter().cloned());
    let (strings, interpolations) = (vm.heap.tuple(strings), vm.heap.tuple(interpolations));
    Ok(template(vm, strings, interpolations))
}

fn next(this: &TemplateIter) -> Option<Value> {
    loop {
        let at = this.at.get();
        let t = &this.template;
        let list = if at.is_multiple_of(2) { &t.strings } else { &t.interpolations };
        let found = list.items().get(at / 2)?.clone();
        this.at.set(at + 1);
        if found.cast::<StrObj>().is_none_or(|s| !s.bytes().is_empty()) {
            return Some(found);
        }
    }
}
