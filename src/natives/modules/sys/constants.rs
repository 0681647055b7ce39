//! The values of `sys` that are there when a script begins.

use std::os::unix::ffi::OsStrExt;

use crate::object::dict::DictObj;
use crate::object::set::SetObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{BuiltinModule, Res, Vm};

use super::super::structseq::{StructSpec, new_struct, struct_class};
use super::super::support::{put, put_ints, put_str};

macro_rules! structs {
    ($($const:ident $name:literal $callable:literal [$($field:literal)* $(+ $($more:literal)*)?] $doc:literal;)*) => { $(
        const $const: StructSpec = StructSpec {
            name: $name,
            module: "sys",
            doc: $doc,
            fields: &[$($field,)* $($($more),*)?],
            visible: [$($field),*].len(),
            callable: $callable,
        };
    )* };
}

structs! {
    FLAGS "flags" false ["debug" "inspect" "interactive" "optimize" "dont_write_bytecode" "no_user_site" "no_site" "ignore_environment"
        "verbose" "bytes_warning" "quiet" "hash_randomization" "isolated" "dev_mode" "utf8_mode" "warn_default_encoding" "safe_path"
        "int_max_str_digits" + "gil" "thread_inherit_context" "context_aware_warnings"] "Flags provided through command line arguments or environment vars.";
    VERSION "version_info" false ["major" "minor" "micro" "releaselevel" "serial"] "Version information as a named tuple.";
    FLOAT "float_info" true ["max" "max_exp" "max_10_exp" "min" "min_exp" "min_10_exp" "dig" "mant_dig" "epsilon" "radix" "rounds"]
        "A named tuple holding information about the float type.";
    INT "int_info" true ["bits_per_digit" "sizeof_digit" "default_max_str_digits" "str_digits_check_threshold"]
        "A named tuple that holds information about Python's internal representation of integers.";
    HASH "hash_info" true ["width" "modulus" "inf" "nan" "imag" "algorithm" "hash_bits" "seed_bits" "cutoff"]
        "A named tuple providing parameters used for computing hashes.";
    THREAD "thread_info" true ["name" "lock" "version"] "A named tuple holding information about the thread implementation.";
}

/// Python's version that the language follows.
const HEX_VERSION: i64 = 0x030e_0af0;

fn made(vm: &mut Vm, spec: &StructSpec, fields: Vec<Value>) -> Value {
    let class: Ref<TypeObj> = struct_class(vm, spec);
    new_struct(vm, &class, fields)
}

fn ints(list: &[i64]) -> Vec<Value> {
    list.iter().map(|i| Value::Int(*i)).collect()
}

fn text(vm: &Vm, s: &str) -> Value {
    vm.heap.str(s).into_value()
}

/// What the interpreter itself looks at, and the command line replaces.
pub fn lists(vm: &mut Vm, dict: &Ref<DictObj>) {
    put(vm, dict, "argv", vm.heap.list(vec![text(vm, "")]).into_value());
    put(vm, dict, "path", vm.heap.list(vec![]).into_value());
    put(vm, dict, "modules", vm.modules.value());
    put(vm, dict, "warnoptions", vm.heap.list(vec![]).into_value());
    put(vm, dict, "_xoptions", vm.heap.dict().into_value());
}

/// Fills in the values that never change.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let version = vec![Value::Int(3), Value::Int(14), Value::Int(10), text(vm, "final"), Value::Int(0)];
    let version = made(vm, &VERSION, version);
    put(vm, dict, "version_info", version.clone());
    put_str(vm, dict, "version", &format!("3.14.10 (hoopsnake {}) [Rust]", env!("CARGO_PKG_VERSION")));
    put_ints(
        vm,
        dict,
        &[
            ("hexversion", HEX_VERSION),
            ("maxsize", i64::MAX),
            ("maxunicode", 0x10_ffff),
            ("api_version", 1013),
        ],
    );
    let platform = if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS };
    let order = if cfg!(target_endian = "little") { "little" } else { "big" };
    for (name, value) in [
        ("platform", platform),
        ("byteorder", order),
        ("float_repr_style", "short"),
        ("platlibdir", crate::library::FOLDER),
        ("abiflags", ""),
        ("copyright", "Copyright (c) the Hoopsnake authors."),
    ] {
        put_str(vm, dict, name, value);
    }
    let implementation = [
        ("name", text(vm, "hoopsnake")),
        ("cache_tag", text(vm, "hoop-314")),
        ("version", version),
        ("hexversion", Value::Int(HEX_VERSION)),
        ("_multiarch", text(vm, super::super::sysconfigdata::MULTIARCH)),
        ("supports_isolated_interpreters", Value::False),
    ];
    let implementation = super::namespace(vm, &implementation)?;
    put(vm, dict, "implementation", implementation);

    let f = vm.options.flags;
    let int = i64::from;
    let mut flags = ints(&[
        int(f.debug),
        int(f.inspect),
        int(f.interactive),
        i64::from(vm.options.optimize),
        int(f.dont_write_bytecode),
        int(f.no_user_site),
        int(f.no_site),
        int(f.ignore_environment),
        i64::from(f.verbose),
        i64::from(vm.options.bytes_warning),
        int(f.quiet),
        // A seed of 0 is the one that was asked for.
        int(vm.heap.hash_seed.get() != 0),
        int(f.isolated),
    ]);
    flags.push(Value::bool(vm.options.dev_mode));
    flags.extend(ints(&[int(f.utf8_mode), 0]));
    flags.push(Value::bool(f.safe_path));
    flags.push(Value::Int(vm.max_int_digits as i64));
    flags.extend(ints(&[1, 0, 0]));
    let flags = made(vm, &FLAGS, flags);
    put(vm, dict, "flags", flags);
    let float = Value::float;
    let fields = vec![
        float(f64::MAX),
        Value::Int(1024),
        Value::Int(308),
        float(f64::MIN_POSITIVE),
        Value::Int(-1021),
        Value::Int(-307),
        Value::Int(15),
        Value::Int(53),
        float(f64::EPSILON),
        Value::Int(2),
        Value::Int(1),
    ];
    let v = made(vm, &FLOAT, fields);
    put(vm, dict, "float_info", v);
    let v = made(vm, &INT, ints(&[30, 4, 4300, 640]));
    put(vm, dict, "int_info", v);
    let mut fields = ints(&[64, (1 << 61) - 1, 314_159, 0, 1_000_003]);
    fields.push(text(vm, "foldhash"));
    fields.extend(ints(&[64, 64, 0]));
    let v = made(vm, &HASH, fields);
    put(vm, dict, "hash_info", v);
    let fields = vec![text(vm, "pthread"), text(vm, "semaphore"), Value::None];
    let v = made(vm, &THREAD, fields);
    put(vm, dict, "thread_info", v);

    let home = vm.home();
    for (name, path) in [
        ("executable", &home.executable),
        ("_base_executable", &home.base_executable),
        ("prefix", &home.prefix),
        ("exec_prefix", &home.prefix),
        ("base_prefix", &home.base_prefix),
        ("base_exec_prefix", &home.base_prefix),
    ] {
        let path = vm.heap.str_bytes(path.as_os_str().as_bytes()).into_value();
        put(vm, dict, name, path);
    }
    put_str(vm, dict, "_stdlib_dir", home.mount.root());
    let arguments = vm.world.arguments().iter().map(|a| vm.heap.str_bytes(a).into_value()).collect();
    put(vm, dict, "orig_argv", vm.heap.list(arguments).into_value());
    let prefix = match &home.code_folder {
        Some(p) => vm.heap.str_bytes(p.as_os_str().as_bytes()).into_value(),
        None => Value::None,
    };
    put(vm, dict, "pycache_prefix", prefix);
    put(vm, dict, "dont_write_bytecode", Value::bool(vm.options.flags.dont_write_bytecode));
    let mut natives: Vec<&str> = vm
        .builtin_modules
        .iter()
        .filter(|(_, m)| matches!(m, BuiltinModule::Native(_)))
        .map(|(n, _)| *n)
        .chain(["builtins", "sys"])
        .collect();
    natives.sort_unstable();
    natives.dedup();
    let natives: Vec<Value> = natives.into_iter().map(|n| vm.heap.intern(n).into_value()).collect();
    put(vm, dict, "builtin_module_names", vm.heap.tuple(natives).into_value());
    let names: Vec<Value> =
        crate::library::NAMES.split_whitespace().map(|n| vm.heap.str(n).into_value()).collect();
    let names = vm.heap.list(names).into_value();
    let table = vm.set_from(&names)?;
    let class = vm.types().frozenset.clone();
    put(vm, dict, "stdlib_module_names", vm.heap.alloc(&class, SetObj::new(table)).into_value());
    // `site` may run here, which looks at `sys`.
    vm.complete_path();
    Ok(())
}
