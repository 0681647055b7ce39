//! `_imp`: what CPython's `importlib` asks the interpreter for.

use std::rc::Rc;

use crate::natives;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::source::SourceText;
use crate::vm::{BuiltinModule, CompileMode, Raised, Res, Vm};

use super::support::{buffer_arg, put, put_str};

/// Depth of the import lock. There is one thread at a time in an import, so nobody ever waits for it.
#[derive(Default)]
struct ImportLock(u32);

/// The suffixes of compiled modules. None can be loaded; the names let finders see them, so that the import says why it fails.
const SUFFIXES: &[&str] = &[".cpython-314-x86_64-linux-gnu.so", ".abi3.so", ".so"];

fn named(vm: &mut Vm, spec: &Value) -> Res<Ref<StrObj>> {
    let name = vm.heap.intern("name");
    let name = vm.get_attr(spec, &name)?;
    match name.into_ref::<StrObj>() {
        Ok(name) => Ok(name),
        Err(other) => {
            let class = vm.class_name(&other);
            Err(vm.type_error(format!("name must be a string, not {class}")))
        }
    }
}

/// Modules that are found before any file: name, file of the library, whether it is a package. CPython freezes these for who wants to see how it is done.
const FROZEN: &[(&str, &str, bool)] = &[
    ("__hello__", "__hello__.py", false),
    ("__phello__", "__phello__/__init__.py", true),
    ("__phello__.ham", "__phello__/ham/__init__.py", true),
    ("__phello__.ham.eggs", "__phello__/ham/eggs.py", false),
    ("__phello__.spam", "__phello__/spam.py", false),
];

/// Whether frozen modules are to be left alone, which only tests say.
#[derive(Default)]
struct FrozenOff(bool);

fn frozen(name: &Ref<StrObj>) -> Option<(&'static str, &'static str, bool)> {
    FROZEN.iter().find(|(known, ..)| known.as_bytes() == name.bytes()).copied()
}

fn invalid(vm: &mut Vm, name: &Ref<StrObj>) -> Raised {
    let class = vm.types().import_error.clone();
    let text = format!("Frozen object named '{}' is invalid", name.to_text());
    vm.import_error(&class, &text, name.value(), Value::None)
}

fn switched_off(vm: &mut Vm, name: &Ref<StrObj>) -> Raised {
    let class = vm.types().import_error.clone();
    let text = format!(
        "Frozen modules are disabled and the frozen object named '{}' is not essential",
        name.to_text()
    );
    vm.import_error(&class, &text, name.value(), Value::None)
}

fn not_frozen(vm: &mut Vm, name: &Ref<StrObj>) -> crate::vm::Raised {
    let shown = vm.repr(&name.value());
    match shown {
        Ok(shown) => {
            let text = format!("No such frozen object named {}", shown.to_text().trim_matches('\''));
            let class = vm.types().import_error.clone();
            vm.import_error(&class, &text, name.value(), Value::None)
        }
        Err(e) => e,
    }
}

natives! { static FUNCTIONS;
    /// Returns the list of file suffixes used to identify extension modules.
    fn extension_suffixes(vm, /) -> Value {
        let list = SUFFIXES.iter().map(|s| vm.heap.str(s).into_value()).collect();
        vm.heap.list(list).into_value()
    }
    /// Return True if the import lock is currently held, else False.
    fn lock_held(vm, /) -> bool { vm.extension::<ImportLock>().0 > 0 }
    /// Acquires the interpreter's import lock for the current thread.
    fn acquire_lock(vm, /) { vm.extension::<ImportLock>().0 += 1; }
    /// Release the interpreter's import lock.
    fn release_lock(vm, /) -> Res<()> {
        match vm.extension::<ImportLock>().0 {
            0 => Err(vm.runtime_error("not holding the import lock")),
            n => {
                vm.extension::<ImportLock>().0 = n - 1;
                Ok(())
            }
        }
    }
    /// Return info about the corresponding frozen module (if there is one) or None.
    fn find_frozen(vm, name: Ref<StrObj>, /, *, withdata: bool = false) -> Value {
        let Some((name, _, package)) = frozen(&name) else { return Value::None };
        if vm.extension::<FrozenOff>().0 {
            return Value::None;
        }
        // The data is the name: the code is made when it is asked for.
        let data = if withdata { vm.heap.bytes_of(name.as_bytes()).into_value() } else { Value::None };
        let name = vm.heap.str(name).into_value();
        vm.heap.tuple([data, Value::bool(package), name]).into_value()
    }
    /// Create a code object for a frozen module.
    fn get_frozen_object(vm, name: Ref<StrObj>, data: Value = Value::None, /) -> Res<Ref<CodeObj>> {
        if !data.is_none() && buffer_arg(vm, &data)? != name.bytes() {
            return Err(invalid(vm, &name));
        }
        let Some(file) = frozen(&name).and_then(|(_, file, _)| crate::library::file(file)) else {
            return Err(not_frozen(vm, &name));
        };
        if vm.extension::<FrozenOff>().0 {
            return Err(switched_off(vm, &name));
        }
        let shown = format!("<frozen {}>", name.to_text());
        let text = SourceText::new(shown, String::from_utf8_lossy(&file.read()));
        vm.compile_text(Rc::new(text), CompileMode::Module, false)
    }
    /// Returns True if the frozen module name is of a package.
    fn is_frozen_package(vm, name: Ref<StrObj>, /) -> Res<bool> {
        match frozen(&name) {
            Some(_) if vm.extension::<FrozenOff>().0 => Err(switched_off(vm, &name)),
            Some((_, _, package)) => Ok(package),
            None => Err(not_frozen(vm, &name)),
        }
    }
    /// Initializes a frozen module.
    fn init_frozen(vm, name: Ref<StrObj>, /) { let _ = (&vm, name); }
    /// Returns the list of available frozen modules.
    fn _frozen_module_names(vm, /) -> Value {
        let names = FROZEN.iter().map(|(name, ..)| vm.heap.str(name).into_value()).collect();
        vm.heap.list(names).into_value()
    }
    /// Returns True if the module name corresponds to a frozen module.
    fn is_frozen(vm, name: Ref<StrObj>, /) -> bool { frozen(&name).is_some() && !vm.extension::<FrozenOff>().0 }
    /// Returns True if the module name corresponds to a built-in module.
    fn is_builtin(vm, name: Ref<StrObj>, /) -> i64 {
        let name = name.to_text();
        match vm.builtin_modules.get(name.as_str()) {
            Some(BuiltinModule::Native(_)) => 1,
            _ if matches!(name.as_str(), "sys" | "builtins") => -1,
            _ => 0,
        }
    }
    /// Create an extension module.
    fn create_builtin(vm, spec: Value, /) -> Res {
        let name = named(vm, &spec)?;
        let text = name.to_text();
        if matches!(text.as_str(), "sys" | "builtins") {
            return vm.import(&text);
        }
        let Some(BuiltinModule::Native(fill)) = vm.builtin_modules.get(text.as_str()).copied() else { return Ok(Value::None) };
        let module = vm.new_module(&text);
        vm.document_native(&module, &text);
        fill(vm, &module.dict)?;
        Ok(module.into_value())
    }
    /// Fill the namespace of a library module that is native here, for a finder that took it for a source file.
    fn _fill_stand_in(vm, namespace: Ref<DictObj>, /) -> Res<()> {
        let name = namespace.get_str(&vm.names.__name__).unwrap_or(Value::None);
        let name = name.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        match vm.builtin_modules.get(name.as_str()).copied() {
            Some(BuiltinModule::StandIn { fill, .. }) => fill(vm, &namespace),
            _ => Err(vm.value_error(format!("{name} is no native module of the library"))),
        }
    }
    /// Initialize a built-in module.
    fn exec_builtin(vm, module: Ref<ModuleObj>, /) -> i64 { let _ = (&vm, module); 0 }
    /// Create an extension module.
    fn create_dynamic(vm, spec: Value, file: Value = Value::None, /) -> Res<()> {
        drop(file);
        let name = named(vm, &spec)?;
        if name.bytes().contains(&0) {
            return Err(vm.value_error("embedded null character"));
        }
        let origin = vm.heap.intern("origin");
        let path = vm.get_attr(&spec, &origin)?;
        let shown = vm.str(&path)?.to_text();
        let text = format!("{}: compiled modules of CPython cannot be loaded here; a version of the package in pure Python runs", shown);
        let class = vm.types().import_error.clone();
        Err(vm.import_error(&class, &text, name.into_value(), path))
    }
    /// Initialize an extension module.
    fn exec_dynamic(vm, module: Ref<ModuleObj>, /) -> i64 { let _ = (&vm, module); 0 }
    /// Changes code.co_filename to specify the passed-in path.
    fn _fix_co_filename(vm, code: Ref<CodeObj>, path: Ref<StrObj>, /) { let _ = (&vm, code, path); }
    /// Whether frozen modules are preferred: not if the number is below zero.
    fn _override_frozen_modules_for_tests(vm, r#override: i64, /) { vm.extension::<FrozenOff>().0 = r#override < 0; }
    /// (internal-only) Override PyInterpreterConfig.check_multi_interp_extensions.
    fn _override_multi_interp_extensions_check(vm, r#override: i64, /) -> i64 { let _ = (&vm, r#override); 0 }
    /// A hash of a source text, by which files of code that are checked by content know theirs.
    fn source_hash(vm, key: i64, source: Value, /) -> Res {
        let data = crate::natives::types::support::bytes_like(vm, &source)?;
        let hash = sip_hash_13(key as u64, 0, &data);
        Ok(vm.heap.bytes_of(&hash.to_le_bytes()).into_value())
    }
}

/// SipHash-1-3 (Aumasson and Bernstein, 2012).
fn sip_hash_13(k0: u64, k1: u64, data: &[u8]) -> u64 {
    let mut v = [
        k0 ^ 0x736f_6d65_7073_6575,
        k1 ^ 0x646f_7261_6e64_6f6d,
        k0 ^ 0x6c79_6765_6e65_7261,
        k1 ^ 0x7465_6462_7974_6573,
    ];
    fn round(v: &mut [u64; 4]) {
        v[0] = v[0].wrapping_add(v[1]);
        v[2] = v[2].wrapping_add(v[3]);
        v[1] = v[1].rotate_left(13) ^ v[0];
        v[3] = v[3].rotate_left(16) ^ v[2];
        v[0] = v[0].rotate_left(32);
        v[2] = v[2].wrapping_add(v[1]);
        v[0] = v[0].wrapping_add(v[3]);
        v[1] = v[1].rotate_left(17) ^ v[2];
        v[3] = v[3].rotate_left(21) ^ v[0];
        v[2] = v[2].rotate_left(32);
    }
    let mut chunks = data.chunks_exact(8);
    for chunk in &mut chunks {
        let m = u64::from_le_bytes(chunk.try_into().expect("eight bytes"));
        v[3] ^= m;
        round(&mut v);
        v[0] ^= m;
    }
    let mut last = (data.len() as u64) << 56;
    for (i, b) in chunks.remainder().iter().enumerate() {
        last |= u64::from(*b) << (8 * i);
    }
    v[3] ^= last;
    round(&mut v);
    v[0] ^= last;
    v[2] ^= 0xff;
    (0..3).for_each(|_| round(&mut v));
    v.iter().fold(0, |a, b| a ^ b)
}

/// Fills `_imp`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_imp", FUNCTIONS);
    put_str(vm, dict, "check_hash_based_pycs", "default");
    put(vm, dict, "pyc_magic_number_token", Value::Int(i64::from(crate::library::magic_number())));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::sip_hash_13;

    #[test]
    fn the_hash_is_cpythons() {
        // What CPython's `_imp.source_hash(7, ..)` gives.
        assert_eq!(sip_hash_13(7, 0, b"").to_le_bytes(), HASHES[0]);
        assert_eq!(sip_hash_13(7, 0, b"hello, world: nineteen").to_le_bytes(), HASHES[1]);
    }

    const HASHES: [[u8; 8]; 2] =
        [[140, 49, 45, 207, 27, 115, 96, 47], [219, 106, 247, 143, 222, 113, 241, 253]];
}
