//! `_ssl`: constants, errors and random bytes. Connections and certificates come with the sockets.

use crate::natives;
use crate::natives::types::support::Octets;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

use super::super::support::{ClassSpec, put, put_class, put_ints, put_str};
use super::tls_constants::TLS;

fn missing(vm: &mut Vm, name: &str) -> Raised {
    let class = vm.types().not_implemented_error.clone();
    vm.error(&class, &format!("ssl.{name}: hoop has no TLS yet"))
}

/// Object identifiers that `ssl` itself asks for: number, short and long name, dotted form.
const OBJECTS: &[(i64, &str, &str, &str)] = &[
    (129, "serverAuth", "TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1"),
    (130, "clientAuth", "TLS Web Client Authentication", "1.3.6.1.5.5.7.3.2"),
];

fn object(vm: &mut Vm, found: Option<&(i64, &str, &str, &str)>) -> Res {
    let Some((number, short, long, dotted)) = found else {
        return Err(missing(vm, "txt2obj, other objects than serverAuth and clientAuth"));
    };
    let h = vm.heap;
    let text = |s: &str| h.str(s).into_value();
    Ok(h.tuple([Value::Int(*number), text(short), text(long), text(dotted)]).into_value())
}

natives! { static FUNCTIONS;
    /// Return a number of bytes that nobody can foresee.
    fn RAND_bytes(vm, n: i64, /) -> Res<Octets> {
        if n < 0 {
            return Err(vm.value_error("num must be positive"));
        }
        let mut out = Vec::new();
        if out.try_reserve_exact(n as usize).is_err() {
            return Err(vm.memory_error());
        }
        out.resize(n as usize, 0);
        match getrandom::fill(&mut out) {
            Ok(()) => Ok(Octets(out)),
            Err(e) => Err(vm.runtime_error(format!("the system gives no random bytes: {e}"))),
        }
    }
    /// The system's source of random bytes needs no seed: what is given is not used.
    fn RAND_add(vm, string: Value, entropy: f64, /) { drop((string, entropy)) }
    /// The system's source of random bytes is always ready.
    fn RAND_status(vm, /) -> bool { true }
    /// Return the object with this name or dotted form.
    fn txt2obj(vm, /, txt: Ref<StrObj>, name: bool = false) -> Res {
        let txt = txt.to_text();
        let found = OBJECTS.iter().find(|(_, short, long, dotted)| txt == *dotted || name && (txt == *short || txt == *long));
        object(vm, found)
    }
    /// Return the object with this number.
    fn nid2obj(vm, nid: i64, /) -> Res { object(vm, OBJECTS.iter().find(|o| o.0 == nid)) }
    /// Return the places where certificates are looked for: names of variables and paths.
    fn get_default_verify_paths(vm, /) -> Value {
        let h = vm.heap;
        let parts = ["SSL_CERT_FILE", "/usr/lib/ssl/cert.pem", "SSL_CERT_DIR", "/usr/lib/ssl/certs"];
        h.tuple(parts.map(|s| h.str(s).into_value())).into_value()
    }
}

macro_rules! unmade {
    ($($table:ident $name:literal)*) => {
        $(
            natives! { static $table;
                /// Makes none yet.
                fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
                    drop((cls, args, kwargs));
                    Err(missing(vm, $name))
                }
            }
        )*
        const CLASSES: &[(&str, &[crate::vm::native::NativeDef])] = &[$(($name, $table)),*];
    };
}

unmade! { CONTEXT "_SSLContext" CONNECTION "_SSLSocket" MEMORY "MemoryBIO" SESSION "SSLSession" CERTIFICATE "Certificate" }

/// The errors: name, and the classes that they stand below besides `SSLError`.
const ERRORS: &[(&str, &[&str])] = &[
    ("SSLZeroReturnError", &[]),
    ("SSLWantReadError", &[]),
    ("SSLWantWriteError", &[]),
    ("SSLSyscallError", &[]),
    ("SSLEOFError", &[]),
    ("SSLCertVerificationError", &["ValueError"]),
];

fn error_class(vm: &mut Vm, dict: &Ref<DictObj>, name: &str, bases: Vec<Value>) -> Res {
    let h = vm.heap;
    let body = h.dict();
    put(vm, &body, "__module__", h.str("ssl").into_value());
    let (type_, bases) = (vm.types().type_.value(), h.tuple(bases).into_value());
    let class = vm.call(&type_, &[h.str(name).into_value(), bases, body.into_value()])?;
    put(vm, dict, name, class.clone());
    Ok(class)
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    put_ints(vm, dict, TLS);
    for name in ["HAS_ALPN", "HAS_ECDH", "HAS_SNI", "HAS_TLSv1_2", "HAS_TLSv1_3"] {
        put(vm, dict, name, Value::True);
    }
    for name in [
        "HAS_NPN",
        "HAS_PHA",
        "HAS_PSK",
        "HAS_SSLv2",
        "HAS_SSLv3",
        "HAS_TLS_UNIQUE",
        "HAS_TLSv1",
        "HAS_TLSv1_1",
    ] {
        put(vm, dict, name, Value::False);
    }
    let h = vm.heap;
    let version = [3, 6, 0, 5, 0].map(Value::Int);
    put(vm, dict, "OPENSSL_VERSION_INFO", h.tuple(version.clone()).into_value());
    put(vm, dict, "_OPENSSL_API_VERSION", h.tuple(version).into_value());
    put_str(vm, dict, "OPENSSL_VERSION", "OpenSSL 3.6.0 (names and numbers only)");
    put_str(vm, dict, "_DEFAULT_CIPHERS", "ALL:!COMPLEMENTOFDEFAULT:!eNULL");
    let os_error = vm.types().os_error.value();
    let base = error_class(vm, dict, "SSLError", vec![os_error])?;
    for (name, more) in ERRORS {
        let mut bases = vec![base.clone()];
        bases.extend(more.iter().filter_map(|b| vm.builtins.get_text(h, b)));
        error_class(vm, dict, name, bases)?;
    }
    for (name, methods) in CLASSES {
        let spec = ClassSpec { name, module: "_ssl", flags: WEAK | BASE | DICT, methods, next: None };
        put_class(vm, dict, &spec);
    }
    vm.add_functions(dict, "_ssl", FUNCTIONS);
    Ok(())
}
