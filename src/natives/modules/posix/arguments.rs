//! The kinds of arguments that these functions take: paths, descriptors, folders to start from, numbers of C, ids.

use std::ffi::{CString, OsStr};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::natives::files::paths::{fs_path, has_path, path_bytes};
use crate::object::bytes::BytesObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::{Kind, Value};
use crate::vm::native::{ArgAt, FromArg};
use crate::vm::{Raised, Res, Vm};

use super::super::support::{os_error, os_error_number};

/// A number of 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CInt(pub i32);

impl FromArg for CInt {
    fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<CInt> {
        c_int(vm, &v).map(CInt)
    }
}

/// A number of 32 bits, of what has `__index__`.
pub fn c_int(vm: &mut Vm, v: &Value) -> Res<i32> {
    let i = vm.to_int(v)?;
    match i.as_ref().to_i64().and_then(|i| i32::try_from(i).ok()) {
        Some(i) => Ok(i),
        None => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

/// A descriptor, or an object that has one (`fileno`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLike(pub i32);

impl FromArg for FileLike {
    fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<FileLike> {
        descriptor_of(vm, &v).map(FileLike)
    }
}

fn warn_of_bool(vm: &mut Vm, v: &Value) -> Res<()> {
    if !matches!(v, Value::True | Value::False) {
        return Ok(());
    }
    let class = vm.types().runtime_warning.clone();
    vm.warn(&class, "bool is used as a file descriptor", 1)
}

/// The descriptor of an int, or of an object with `fileno`.
pub fn descriptor_of(vm: &mut Vm, v: &Value) -> Res<i32> {
    let given = if as_int(v).is_some() {
        warn_of_bool(vm, v)?;
        v.clone()
    } else {
        let name = vm.heap.intern("fileno");
        let Some(method) = vm.get_attr_opt(v, &name)? else {
            return Err(vm.type_error("argument must be an int, or have a fileno() method."));
        };
        let got = vm.call(&method, &[])?;
        if as_int(&got).is_none() {
            return Err(vm.type_error("fileno() returned a non-integer"));
        }
        got
    };
    let fd = c_int(vm, &given)?;
    if fd < 0 {
        return Err(vm.value_error(format!("file descriptor cannot be a negative integer ({fd})")));
    }
    Ok(fd)
}

fn plain_descriptor(vm: &mut Vm, v: &Value) -> Res<i32> {
    warn_of_bool(vm, v)?;
    let i = vm.to_int(v)?;
    match i.as_ref().to_i64().map(i32::try_from) {
        Some(Ok(i)) => Ok(i),
        _ if i.as_ref().signum() > 0 => Err(vm.overflow_error("fd is greater than maximum")),
        _ => Err(vm.overflow_error("fd is less than minimum")),
    }
}

/// The folder from which relative paths start: a descriptor, or the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DirFd(pub i32);

impl DirFd {
    /// The current folder.
    pub const HERE: DirFd = DirFd(libc::AT_FDCWD);

    /// Whether nothing was said.
    pub fn is_here(self) -> bool {
        self == DirFd::HERE
    }
}

impl FromArg for DirFd {
    fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<DirFd> {
        if v.is_none() {
            return Ok(DirFd::HERE);
        }
        let name = vm.heap.intern("__index__");
        if as_int(&v).is_none() && vm.lookup_special(&v, &name).is_none() {
            let class = vm.class_name(&v);
            return Err(vm.type_error(format!("argument should be integer or None, not {class}")));
        }
        plain_descriptor(vm, &v).map(DirFd)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $T:ident $name:literal;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $T(pub u32);

        impl FromArg for $T {
            fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<$T> {
                id(vm, &v, $name).map($T)
            }
        }
    )* };
}
ids! {
    /// A user's number; -1 leaves it.
    Uid "uid";
    /// A group's number; -1 leaves it.
    Gid "gid";
}

/// The number of a user or group.
pub fn id(vm: &mut Vm, v: &Value, name: &str) -> Res<u32> {
    let index = vm.heap.intern("__index__");
    if as_int(v).is_none() && vm.lookup_special(v, &index).is_none() {
        let class = vm.class_name(v);
        return Err(vm.type_error(format!("{name} should be integer, not {class}")));
    }
    let i = vm.to_int(v)?;
    match i.as_ref().to_i64() {
        Some(-1) => Ok(u32::MAX),
        Some(i) if (0..i64::from(u32::MAX)).contains(&i) => Ok(i as u32),
        // What a long of C can hold is cut to 32 bits first there.
        n if n.is_some() || i.as_ref().signum() < 0 => {
            Err(vm.overflow_error(format!("{name} is less than minimum")))
        }
        _ => Err(vm.overflow_error(format!("{name} is greater than maximum"))),
    }
}

/// What a path argument may be beside a path.
#[derive(Clone, Copy)]
struct Allowed {
    fd: bool,
    none: bool,
}

/// A path argument: the object (for messages and the kind of results), and what the system takes.
pub struct FsPath {
    /// As it was given.
    pub given: Value,
    /// The str or bytes.
    pub plain: Value,
    /// Bytes without an end.
    pub name: CString,
    /// Instead of a path.
    pub fd: Option<i32>,
}

impl FsPath {
    /// As the standard library takes it.
    pub fn path(&self) -> &Path {
        Path::new(OsStr::from_bytes(self.name.as_bytes()))
    }

    /// Whether results are bytes.
    pub fn is_bytes(&self) -> bool {
        self.plain.is_a::<BytesObj>()
    }

    /// What the system says, or its error with this path in it.
    pub fn done<T>(&self, vm: &mut Vm, r: io::Result<T>) -> Res<T> {
        r.map_err(|e| os_error(vm, &e, Some(self.shown())))
    }

    /// As messages show it.
    pub fn shown(&self) -> Value {
        if self.fd.is_some() { self.given.clone() } else { self.plain.clone() }
    }

    /// The current folder, where nothing was given.
    pub fn here(vm: &Vm) -> FsPath {
        FsPath { given: Value::None, plain: vm.heap.str(".").into_value(), name: c".".to_owned(), fd: None }
    }
}

/// Raises the system's error with two paths in it.
pub fn failed_two(vm: &mut Vm, e: &io::Error, a: &FsPath, b: &FsPath) -> Raised {
    os_error_number(vm, e.raw_os_error().unwrap_or(5), Some(a.shown()), Some(b.shown()))
}

fn convert(vm: &mut Vm, v: Value, at: ArgAt, allowed: Allowed) -> Res<FsPath> {
    convert_named(vm, v, at.def.name(), at.def.params[at.index].name(), allowed)
}

fn convert_named(vm: &mut Vm, v: Value, function: &str, argument: &str, allowed: Allowed) -> Res<FsPath> {
    if v.is_none() && allowed.none {
        return Ok(FsPath::here(vm));
    }
    let text = v.is_a::<StrObj>() || v.is_a::<BytesObj>();
    if !text && !has_path(vm, &v) {
        let index = vm.heap.intern("__index__");
        if allowed.fd && (as_int(&v).is_some() || vm.lookup_special(&v, &index).is_some()) {
            let fd = plain_descriptor(vm, &v)?;
            return Ok(FsPath { given: v.clone(), plain: v, name: CString::default(), fd: Some(fd) });
        }
        let class = vm.class_name(&v);
        let kinds = match (allowed.fd, allowed.none) {
            (true, true) => "string, bytes, os.PathLike, integer or None",
            (true, false) => "string, bytes, os.PathLike or integer",
            (false, true) => "string, bytes, os.PathLike or None",
            (false, false) => "string, bytes or os.PathLike",
        };
        return Err(vm.type_error(format!("{function}: {argument} should be {kinds}, not {class}")));
    }
    let plain = fs_path(vm, &v)?;
    let has_end = plain.cast::<StrObj>().is_some_and(|s| s.bytes().contains(&0))
        || plain.cast::<BytesObj>().is_some_and(|b| b.bytes().contains(&0));
    if has_end {
        return Err(vm.value_error(format!("{function}: embedded null character in {argument}")));
    }
    let name = path_bytes(vm, &plain)?;
    Ok(FsPath { given: v, plain, name: CString::new(name).unwrap_or_default(), fd: None })
}

macro_rules! paths {
    ($($(#[$doc:meta])* $T:ident $fd:literal $none:literal;)*) => { $(
        $(#[$doc])*
        pub struct $T(pub FsPath);

        impl FromArg for $T {
            fn from_arg(vm: &mut Vm, v: Value, at: ArgAt) -> Res<$T> {
                convert(vm, v, at, Allowed { fd: $fd, none: $none }).map($T)
            }
        }

        impl std::ops::Deref for $T {
            type Target = FsPath;
            fn deref(&self) -> &FsPath { &self.0 }
        }
    )* };
}
paths! {
    /// A path.
    P false false;
    /// A path or a descriptor.
    PathOrFd true false;
    /// A path, a descriptor, or nothing.
    PathFdNone true true;
}

/// What the system answers, or its error as an exception.
pub fn done<T>(vm: &mut Vm, r: io::Result<T>) -> Res<T> {
    r.map_err(|e| os_error(vm, &e, None))
}

/// Makes a call until no signal interrupts it; handlers run in between.
pub fn uninterrupted<T>(vm: &mut Vm, mut call: impl FnMut() -> io::Result<T>) -> Res<io::Result<T>> {
    loop {
        match call() {
            Err(e) if e.raw_os_error() == Some(libc::EINTR) => (vm.hooks.signals)(vm)?,
            r => return Ok(r),
        }
    }
}

/// The same for a call whose error names no path.
pub fn patient<T>(vm: &mut Vm, call: impl FnMut() -> io::Result<T>) -> Res<T> {
    let r = uninterrupted(vm, call)?;
    done(vm, r)
}

/// A text for the system: str or bytes.
pub fn c_text(vm: &mut Vm, v: &Value) -> Res<CString> {
    let bytes = path_bytes(vm, v)?;
    Ok(CString::new(bytes).unwrap_or_default())
}

/// A str for the system.
pub fn c_str(vm: &mut Vm, v: &Value, name: &str) -> Res<CString> {
    if v.kind() != Some(Kind::Str) {
        let class = vm.class_name(v);
        return Err(vm.type_error(format!("{name} must be str, not {class}")));
    }
    c_text(vm, v)
}

/// Text of the system as str: what is no UTF-8 becomes escapes.
pub fn text_value(vm: &mut Vm, bytes: &[u8]) -> Res {
    use crate::object::text::codecs::{Codec, Errors};
    let text = crate::natives::files::coding::decode_bytes(vm, bytes, Codec::Utf8, &Errors::SurrogateEscape)?;
    vm.new_str(text)
}

/// A name from the system: bytes if the question was in bytes, else a str.
pub fn name_value(vm: &mut Vm, name: &[u8], as_bytes: bool) -> Res {
    if as_bytes { Ok(vm.heap.bytes_of(name).into_value()) } else { text_value(vm, name) }
}
