//! The hooks of `sys`: showing values and exceptions, auditing, async generators.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::exception::ExceptionObj;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::super::structseq::{StructSpec, new_struct, struct_class};
use super::super::support::put;

use crate::sched::asyncgens;
pub use crate::sched::asyncgens::AsyncGeneratorHooks;

#[derive(Default)]
struct AuditHooks(Vec<Value>);

const HOOKS: StructSpec = StructSpec {
    name: "asyncgen_hooks",
    module: "builtins",
    doc: "Hooks of async generators.",
    fields: &["firstiter", "finalizer"],
    visible: 2,
    callable: true,
};

/// Calls the audit hooks, in the order they were added.
pub fn call_audit_hooks(vm: &mut Vm, event: &Value, args: &Value) -> Res<()> {
    let hooks: Vec<Value> = vm.extension::<AuditHooks>().0.clone();
    for h in hooks {
        vm.call(&h, &[event.clone(), args.clone()])?;
    }
    Ok(())
}

/// `sys.audit(..)` of a native.
#[cfg(feature = "sqlite")]
pub fn audit(vm: &mut Vm, event: &str, args: &[Value]) -> Res<()> {
    if vm.extension::<AuditHooks>().0.is_empty() {
        return Ok(());
    }
    let event = vm.heap.str(event).into_value();
    let args = vm.heap.tuple(args.iter().cloned()).into_value();
    call_audit_hooks(vm, &event, &args)
}

fn stream(vm: &Vm, name: &str) -> Option<Value> {
    vm.sys.get_text(vm.heap, name).filter(|v| !v.is_none())
}

/// Writes a text to a stream of scripts.
fn write(vm: &mut Vm, to: &Value, text: &str) -> Res<()> {
    let text = vm.heap.str(text).into_value();
    vm.call_method(to, &vm.names.write, &[text])?;
    Ok(())
}

fn hook(vm: &mut Vm, v: &Value, name: &str) -> Res<Option<Value>> {
    match v {
        Value::Undef => Ok(None),
        Value::None => Ok(Some(Value::Undef)),
        f if vm.is_callable(f) => Ok(Some(f.clone())),
        f => {
            let class = vm.class_name(f);
            Err(vm.type_error(format!("callable {name} expected, got {class}")))
        }
    }
}

/// `sys.breakpointhook`: the function that `PYTHONBREAKPOINT` names by module and name, else pdb's; `0` is none.
fn breakpoint_hook(vm: &mut Vm, args: &[Value], kwargs: &DictObj) -> Res {
    let heard = !vm.options.flags.ignore_environment;
    let given =
        vm.world.environment().into_iter().find(|(k, _)| heard && k.as_slice() == b"PYTHONBREAKPOINT");
    let name = given.map(|(_, v)| String::from_utf8_lossy(&v).into_owned()).unwrap_or_default();
    if name == "0" {
        return Ok(Value::None);
    }
    let named = if name.is_empty() { "pdb.set_trace" } else { &name };
    let (module, function) = named.rsplit_once('.').unwrap_or(("builtins", named));
    let found = match vm.import(module) {
        Ok(m) => {
            let function = vm.heap.intern(function);
            vm.get_attr(&m, &function)
        }
        Err(e) => Err(e),
    };
    let found = match found {
        Ok(f) => f,
        Err(e) => {
            let (import, attribute) = (&vm.types().import_error, &vm.types().attribute_error);
            if !vm.raised_is(&e, import) && !vm.raised_is(&e, attribute) {
                return Err(e);
            }
            drop(vm.take_raised(e));
            let class = vm.types().runtime_warning.clone();
            vm.warn(&class, &format!("Ignoring unimportable $PYTHONBREAKPOINT: \"{name}\""), 1)?;
            return Ok(Value::None);
        }
    };
    let keywords: Vec<(Ref<StrObj>, Value)> =
        kwargs.entries().into_iter().filter_map(|(k, v)| Some((k.into_ref::<StrObj>().ok()?, v))).collect();
    vm.call_kw(&found, args, &keywords)
}

/// The text of a traceback, as the interpreter itself prints it.
fn report(vm: &mut Vm, e: &Value) -> Res<()> {
    let text = if e.is_a::<ExceptionObj>() {
        vm.format_exception(e)
    } else {
        let class = vm.class_name(e);
        format!("TypeError: print_exception(): Exception expected for value, {class} found\n")
    };
    match stream(vm, "stderr") {
        Some(f) => write(vm, &f, &text),
        None => Ok(()),
    }
}

natives! { static FUNCTIONS;
    /// Print an object to sys.stdout and also save it in builtins._
    fn displayhook(vm, object: Value, /) -> Res<()> {
        if object.is_none() {
            return Ok(());
        }
        // As long as the repr runs, `_` is None: it may look at it.
        let builtins = vm.builtins.clone();
        put(vm, &builtins, "_", Value::None);
        let text = vm.repr(&object)?.to_text();
        match stream(vm, "stdout") {
            Some(f) => write(vm, &f, &(text + "\n"))?,
            None => return Err(vm.runtime_error("lost sys.stdout")),
        }
        put(vm, &builtins, "_", object.take());
        Ok(())
    }
    /// Handle an exception by displaying it with a traceback on sys.stderr.
    fn excepthook(vm, exctype: Value, value: Value, traceback: Value, /) -> Res<()> {
        drop(exctype);
        if let Some(x) = value.cast::<ExceptionObj>()
            && x.traceback.borrow().is_undef()
            && !traceback.is_none()
        {
            drop(x.traceback.replace(traceback.take()));
        }
        report(vm, &value)
    }
    /// Handle an unraisable exception.
    fn unraisablehook(vm, unraisable: Value, /) -> Res<()> {
        let wanted = vm.extra_types.get("UnraisableHookArgs").cloned();
        if !wanted.is_some_and(|c| vm.is_instance_of(&unraisable, &c)) {
            return Err(vm.type_error("sys.unraisablehook argument type must be UnraisableHookArgs"));
        }
        let mut get = |vm: &mut Vm, name: &str| {
            let name = vm.heap.intern(name);
            vm.get_attr(&unraisable, &name)
        };
        let (object, message, e) = (get(vm, "object")?, get(vm, "err_msg")?, get(vm, "exc_value")?);
        let Some(f) = stream(vm, "stderr") else { return Ok(()) };
        let head = if message.is_none() { "Exception ignored in".to_string() } else { vm.str(&message)?.to_text() };
        let head = if object.is_none() { format!("{head}:\n") } else { format!("{head}: {}\n", vm.repr(&object)?.to_text()) };
        write(vm, &f, &head)?;
        if e.is_none() { Ok(()) } else { report(vm, &e) }
    }
    /// This hook function is called by built-in breakpoint(): it calls what PYTHONBREAKPOINT names, or pdb.set_trace.
    fn breakpointhook(vm, /, *args, **kwargs) -> Res { breakpoint_hook(vm, args.items(), &kwargs) }
    /// Passes the event to any hooks that are attached.
    fn audit(vm, event: Value, /, *args) -> Res<()> {
        if vm.extension::<AuditHooks>().0.is_empty() {
            return Ok(());
        }
        if !event.is_a::<crate::object::str::StrObj>() {
            let class = vm.class_name(&event);
            return Err(vm.type_error(format!("expected str for argument 'event', not {class}")));
        }
        call_audit_hooks(vm, &event, &args.into_value())
    }
    /// Adds a new audit hook callback.
    fn addaudithook(vm, /, hook: Value) { vm.extension::<AuditHooks>().0.push(hook.take()); }
    /// Return the installed asynchronous generators hooks.
    fn get_asyncgen_hooks(vm, /) -> Res {
        let h = vm.extension::<AsyncGeneratorHooks>();
        let (first, finalizer) = (h.first_iteration.clone(), h.finalizer.clone());
        let first = asyncgens::shown(vm, &first, "_asyncgen_firstiter_hook")?;
        let finalizer = asyncgens::shown(vm, &finalizer, "_asyncgen_finalizer_hook")?;
        let class = vm.extra_types["asyncgen_hooks"].clone();
        Ok(new_struct(vm, &class, vec![first, finalizer]))
    }
    /// Set a finalizer for async generators objects.
    fn set_asyncgen_hooks(vm, /, firstiter: Value = Value::Undef, finalizer: Value = Value::Undef) -> Res<()> {
        let finalizer = hook(vm, &finalizer, "finalizer")?;
        let first = hook(vm, &firstiter, "firstiter")?;
        let h = vm.extension::<AsyncGeneratorHooks>();
        let old = (
            finalizer.map(|v| std::mem::replace(&mut h.finalizer, v)),
            first.map(|v| std::mem::replace(&mut h.first_iteration, v)),
        );
        drop(old);
        Ok(())
    }
}

/// Adds the hooks.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let class: Ref<TypeObj> = struct_class(vm, &HOOKS);
    vm.extra_types.insert("asyncgen_hooks", class);
    vm.add_functions(dict, "sys", FUNCTIONS);
    for name in ["displayhook", "excepthook", "unraisablehook", "breakpointhook"] {
        if let Some(f) = dict.get_text(vm.heap, name) {
            put(vm, dict, &format!("__{name}__"), f);
        }
    }
}
