//! `OSError`: its arguments choose the subclass, and its text shows number, words and files.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::exception::ExceptionObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::AttrDef;
use crate::vm::{Raised, Res, Vm};

use super::super::support::Text;
use super::{arguments, base_str, exception, instance_dict, no_keywords};

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<Ref<ExceptionObj>> {
        if initialises(vm, &cls) {
            let none = vm.heap.tuple([]).into_value();
            return Ok(vm.heap.alloc(&cls, ExceptionObj::new(none)));
        }
        let e = make(vm, &cls, args);
        no_keywords(vm, &e, &kwargs)?;
        Ok(e)
    }
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> {
        let class = vm.class_of(&this.value());
        if initialises(vm, &class) {
            no_keywords(vm, &this, &kwargs)?;
            fill(vm, &this, args);
        }
        Ok(())
    }
    fn __str__(vm, this: Ref<ExceptionObj>, /) -> Res<Text> {
        let (errno, strerror, file) = (this.field("errno"), this.field("strerror"), this.field("filename"));
        // A field that is None was set, too.
        if file.is_none() && (errno.is_none() || strerror.is_none()) {
            return Ok(Text(base_str(vm, &this)?.bytes().to_vec()));
        }
        let (errno, strerror) = (errno.unwrap_or(Value::None), strerror.unwrap_or(Value::None));
        let second = file.as_ref().and_then(|_| this.field("filename2"));
        show(vm, &errno, &strerror, file, second)
    }
    fn __reduce__(vm, this: Ref<ExceptionObj>, /) -> Res {
        let class = vm.class_of(&this.value()).into_value();
        let mut args = arguments(&this).items().to_vec();
        if args.len() == 2
            && let Some(f) = this.field("filename").filter(|v| !v.is_none())
        {
            args.push(f);
            if let Some(f2) = this.field("filename2").filter(|v| !v.is_none()) {
                args.push(Value::None);
                args.push(f2);
            }
        }
        let args = vm.heap.tuple(args).into_value();
        let state: Option<Ref<DictObj>> = instance_dict(vm, &this).filter(|d| !d.is_empty());
        Ok(match state {
            Some(d) => vm.heap.tuple([class, args, d.into_value()]).into_value(),
            None => vm.heap.tuple([class, args]).into_value(),
        })
    }
}

/// A field that is None as long as nobody has set it. The text tells one that was never set, or was deleted, from one that was set to None.
macro_rules! field {
    ($name:literal, $doc:literal) => {
        AttrDef {
            name: $name,
            doc: $doc,
            get: |vm, e| match exception(e) {
                Some(x) => Ok(x.field($name).unwrap_or(Value::None)),
                None => Err(vm.wrong_receiver(e)),
            },
            set: Some(|vm, e, v| match exception(e) {
                Some(x) if v.is_undef() => {
                    x.remove_field($name);
                    Ok(())
                }
                Some(x) => {
                    x.set_field($name, v);
                    Ok(())
                }
                None => Err(vm.wrong_receiver(e)),
            }),
        }
    };
}

static ATTRS: &[AttrDef] = &[
    field!("errno", "POSIX exception code"),
    field!("strerror", "exception strerror"),
    field!("filename", "exception filename"),
    field!("filename2", "second exception filename"),
];

static WRITTEN: &[AttrDef] = &[AttrDef {
    name: "characters_written",
    doc: "",
    get: |vm, e| match exception(e).and_then(|x| x.field("characters_written")) {
        Some(v) => Ok(v),
        None => Err(vm.attribute_error(e.clone(), "characters_written", "characters_written")),
    },
    set: Some(|vm, e, v| {
        let Some(x) = exception(e) else { return Err(vm.wrong_receiver(e)) };
        if v.is_undef() {
            if x.field("characters_written").is_none() {
                return Err(vm.attribute_error(e.clone(), "characters_written", "characters_written"));
            }
            x.remove_field("characters_written");
            return Ok(());
        }
        let n = vm.to_i64(&v)?;
        x.set_field("characters_written", Value::Int(n));
        Ok(())
    }),
}];

/// Installs the class's methods.
pub fn install(vm: &mut Vm) {
    let class = vm.types().os_error.clone();
    vm.add_methods(&class, METHODS);
    vm.add_attrs(&class, ATTRS);
    vm.add_attrs(&class, WRITTEN);
}

/// Whether `__init__` takes the arguments, not `__new__`: where a subclass has an `__init__` of its own and no `__new__`, which may then have other parameters.
fn initialises(vm: &Vm, class: &Ref<TypeObj>) -> bool {
    let base = &vm.types().os_error;
    let is_own = |name: &Ref<StrObj>| match (class.lookup(name), base.lookup(name)) {
        (Some(a), Some(b)) => !a.is(&b),
        _ => false,
    };
    is_own(&vm.names.__init__) && !is_own(&vm.names.__new__)
}

/// An OSError, of the subclass that belongs to the number in the first argument.
fn make(vm: &mut Vm, cls: &Ref<TypeObj>, args: Ref<TupleObj>) -> Ref<ExceptionObj> {
    let mut class = cls.clone();
    if cls.is(&vm.types().os_error)
        && (2..=5).contains(&args.len())
        && let Some(n) = as_int(&args.items()[0]).and_then(|i| i.to_i64())
        && let Some(c) = class_for(vm, n)
    {
        class = c;
    }
    let e = vm.heap.alloc(&class, ExceptionObj::new(args.value()));
    fill(vm, &e, args);
    e
}

fn fill(vm: &mut Vm, this: &Ref<ExceptionObj>, args: Ref<TupleObj>) {
    let items = args.items();
    let mut kept = args.value();
    if (2..=5).contains(&items.len()) {
        this.set_field("errno", items[0].clone());
        this.set_field("strerror", items[1].clone());
        if let Some(name) = items.get(2).filter(|v| !v.is_none()) {
            let blocking = vm.is_instance_of(&this.value(), &vm.types().blocking_io_error);
            if blocking && as_int(name).is_some() {
                this.set_field("characters_written", name.clone());
            } else {
                this.set_field("filename", name.clone());
                if let Some(second) = items.get(4).filter(|v| !v.is_none()) {
                    this.set_field("filename2", second.clone());
                }
                // The file names are no part of `args`.
                kept = vm.heap.tuple(items[..2].to_vec()).into_value();
            }
        }
    }
    drop(this.args.replace(kept));
}

fn class_for(vm: &Vm, errno: i64) -> Option<Ref<TypeObj>> {
    let t = vm.types();
    Some(
        match i32::try_from(errno).ok()? {
            libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &t.blocking_io_error,
            libc::EPIPE | libc::ESHUTDOWN => &t.broken_pipe_error,
            libc::ECHILD => &t.child_process_error,
            libc::ECONNABORTED => &t.connection_aborted_error,
            libc::ECONNREFUSED => &t.connection_refused_error,
            libc::ECONNRESET => &t.connection_reset_error,
            libc::EEXIST => &t.file_exists_error,
            libc::ENOENT => &t.file_not_found_error,
            libc::EISDIR => &t.is_a_directory_error,
            libc::ENOTDIR => &t.not_a_directory_error,
            libc::EINTR => &t.interrupted_error,
            libc::EACCES | libc::EPERM => &t.permission_error,
            libc::ESRCH => &t.process_lookup_error,
            libc::ETIMEDOUT => &t.timeout_error,
            _ => return None,
        }
        .clone(),
    )
}

fn show(
    vm: &mut Vm,
    errno: &Value,
    strerror: &Value,
    file: Option<Value>,
    second: Option<Value>,
) -> Res<Text> {
    let mut out = b"[Errno ".to_vec();
    out.extend_from_slice(vm.str(errno)?.bytes());
    out.extend_from_slice(b"] ");
    out.extend_from_slice(vm.str(strerror)?.bytes());
    if let Some(f) = file {
        out.extend_from_slice(b": ");
        out.extend_from_slice(vm.repr(&f)?.bytes());
        if let Some(f2) = second {
            out.extend_from_slice(b" -> ");
            out.extend_from_slice(vm.repr(&f2)?.bytes());
        }
    }
    Ok(Text(out))
}

/// The words of an error number.
pub fn error_text(errno: i32) -> String {
    let text = std::io::Error::from_raw_os_error(errno).to_string();
    // The standard library adds the number behind the words.
    text.split(" (os error").next().unwrap_or_default().to_string()
}

impl Vm {
    /// Raises the OSError (or its subclass) of an error number; `files` are the names that the text shows, at most two.
    #[cold]
    pub fn os_error(&mut self, errno: i32, files: &[Value]) -> Raised {
        let text = error_text(errno);
        let mut args = vec![Value::Int(i64::from(errno)), self.heap.str(&text).into_value()];
        if let Some(f) = files.first() {
            args.push(f.clone());
        }
        if let Some(f) = files.get(1) {
            args.push(Value::None);
            args.push(f.clone());
        }
        let class = self.types().os_error.clone();
        let args = self.heap.tuple(args);
        let e = make(self, &class, args);
        self.raise(e.into_value())
    }

    /// Raises the OSError of an I/O error.
    #[cold]
    pub fn io_error(&mut self, e: &std::io::Error, file: Option<&Value>) -> Raised {
        match e.raw_os_error() {
            Some(n) => self.os_error(n, file.map_or(&[], std::slice::from_ref)),
            None => {
                let class = self.types().os_error.clone();
                self.error(&class, &e.to_string())
            }
        }
    }
}
