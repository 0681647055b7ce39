//! `_socket`: constants, addresses and the names of errors. Sockets themselves come with the reactor.

use crate::natives;
use crate::natives::types::support::Octets;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::types::flags::BASE;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

use super::super::support::{ClassSpec, buffer_arg, new_error_class, put, put_class, put_ints};
use super::addresses;
use super::socket_constants::SOCKET;

/// What needs a network. It is an error of the system's kind: who can do without a network is prepared for those.
pub(super) fn missing(vm: &mut Vm, name: &str) -> Raised {
    let class = vm.types().os_error.value();
    let text = vm.heap.str(&format!("{name}: hoop has no sockets yet")).into_value();
    match vm.call(&class, &[Value::Int(i64::from(libc::ENOSYS)), text]) {
        Ok(e) => vm.raise(e),
        Err(e) => e,
    }
}

/// The seconds after which new sockets give up; `None` is never.
#[derive(Default)]
struct DefaultTimeout(Option<f64>);

fn unsigned(vm: &mut Vm, v: &Value, bits: u32) -> Res<u64> {
    use num_traits::ToPrimitive;
    let n = vm.to_int(v)?;
    if n.as_ref().is_negative() {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    match n.as_ref().to_big().to_u64() {
        Some(n) if n < 1 << bits => Ok(n),
        _ => Err(vm.overflow_error(format!("Python int too large for C uint{bits}_t"))),
    }
}

/// Whether a family is version 6 (or 4); others are `None`.
fn family(n: i64) -> Option<bool> {
    match n as i32 {
        libc::AF_INET => Some(false),
        libc::AF_INET6 => Some(true),
        _ => None,
    }
}

fn illegal(vm: &mut Vm, function: &str) -> Raised {
    let class = vm.types().os_error.clone();
    vm.error(&class, &format!("illegal IP address string passed to {function}"))
}

/// The length of one piece of ancillary data: `CMSG_LEN(3)`, or `CMSG_SPACE(3)`, with padding.
fn control_length(vm: &mut Vm, length: i64, padded: bool) -> Res<i64> {
    const HEADER: i64 = size_of::<libc::cmsghdr>() as i64;
    const WORD: i64 = size_of::<usize>() as i64;
    let longest = i64::from(i32::MAX) - HEADER - WORD;
    if !(0..=longest).contains(&length) {
        let name = if padded { "CMSG_SPACE" } else { "CMSG_LEN" };
        return Err(vm.overflow_error(format!("{name}() argument out of range")));
    }
    let length = if padded { (length + WORD - 1) / WORD * WORD } else { length };
    Ok(HEADER + length)
}

natives! { static FUNCTIONS;
    /// Convert a 16-bit unsigned integer from host to network byte order.
    fn htons(vm, integer: Value, /) -> Res<i64> { Ok(i64::from((unsigned(vm, &integer, 16)? as u16).to_be())) }
    /// Convert a 16-bit unsigned integer from network to host byte order.
    fn ntohs(vm, integer: Value, /) -> Res<i64> { Ok(i64::from(u16::from_be(unsigned(vm, &integer, 16)? as u16))) }
    /// Convert a 32-bit unsigned integer from host to network byte order.
    fn htonl(vm, integer: Value, /) -> Res<i64> { Ok(i64::from((unsigned(vm, &integer, 32)? as u32).to_be())) }
    /// Convert a 32-bit unsigned integer from network to host byte order.
    fn ntohl(vm, integer: Value, /) -> Res<i64> { Ok(i64::from(u32::from_be(unsigned(vm, &integer, 32)? as u32))) }
    /// Convert an address from text (123.45.67.89) to its four bytes.
    fn inet_aton(vm, ip_addr: Ref<StrObj>, /) -> Res<Octets> {
        match addresses::aton(&ip_addr.to_text()) {
            Some(b) => Ok(Octets(b.to_vec())),
            None => Err(illegal(vm, "inet_aton")),
        }
    }
    /// Convert an address from its four bytes to text.
    fn inet_ntoa(vm, packed_ip: Value, /) -> Res<String> {
        let b = buffer_arg(vm, &packed_ip)?;
        match addresses::ntop(false, &b) {
            Some(text) => Ok(text),
            None => {
                let class = vm.types().os_error.clone();
                Err(vm.error(&class, "packed IP wrong length for inet_ntoa"))
            }
        }
    }
    /// Convert an address of a family from text to bytes.
    fn inet_pton(vm, af: i64, ip: Ref<StrObj>, /) -> Res<Octets> {
        let Some(six) = family(af) else {
            return Err(super::super::support::os_error_number(vm, libc::EAFNOSUPPORT, None, None));
        };
        match addresses::pton(six, &ip.to_text()) {
            Some(b) => Ok(Octets(b)),
            None => Err(illegal(vm, "inet_pton")),
        }
    }
    /// Convert an address of a family from bytes to text.
    fn inet_ntop(vm, af: i64, packed_ip: Value, /) -> Res<String> {
        let b = buffer_arg(vm, &packed_ip)?;
        let Some(six) = family(af) else {
            return Err(vm.value_error(format!("unknown address family {af}")));
        };
        addresses::ntop(six, &b).ok_or(()).map_err(|()| vm.value_error("invalid length of packed IP address string"))
    }
    /// Return the length of an item of ancillary data without padding.
    fn CMSG_LEN(vm, length: i64, /) -> Res<i64> { control_length(vm, length, false) }
    /// Return the space that an item of ancillary data takes with padding.
    fn CMSG_SPACE(vm, length: i64, /) -> Res<i64> { control_length(vm, length, true) }
    /// Return the current host name.
    fn gethostname(vm, /) -> String { rustix::system::uname().nodename().to_string_lossy().into_owned() }
    /// Return the timeout of new sockets in seconds, or None.
    fn getdefaulttimeout(vm, /) -> Value { vm.extension::<DefaultTimeout>().0.map_or(Value::None, Value::float) }
    /// Set the timeout of new sockets in seconds; None is without end.
    fn setdefaulttimeout(vm, object: Value, /) -> Res<()> {
        let seconds = if object.is_none() { None } else { Some(super::super::time::duration(vm, &object)?) };
        if seconds.is_some_and(|s| s < 0.0) {
            return Err(vm.value_error("Timeout value out of range"));
        }
        vm.extension::<DefaultTimeout>().0 = seconds;
        Ok(())
    }
}

/// Functions of the network: each says that it is missing.
macro_rules! missing {
    ($($name:ident)*) => {
        natives! { static MISSING;
            $(
                /// Needs the network.
                fn $name(vm, /, *args, **kwargs) -> Res {
                    drop((args, kwargs));
                    Err(missing(vm, concat!("socket.", stringify!($name))))
                }
            )*
        }
    };
}

missing! { getaddrinfo getnameinfo gethostbyname gethostbyname_ex gethostbyaddr getservbyname getservbyport getprotobyname socketpair
close dup sethostname if_nameindex if_nametoindex if_indextoname }

natives! { static SOCKET_NEW;
    /// Makes no socket yet.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        drop((cls, args, kwargs));
        Err(missing(vm, "socket.socket"))
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    put_ints(vm, dict, SOCKET);
    put(vm, dict, "has_ipv6", Value::True);
    let os_error = vm.types().os_error.clone();
    put(vm, dict, "error", os_error.value());
    put(vm, dict, "timeout", vm.types().timeout_error.value());
    for (key, name) in [("socket.herror", "herror"), ("socket.gaierror", "gaierror")] {
        let class = new_error_class(vm, key, &os_error)?;
        put(vm, dict, name, class.value());
    }
    let spec = ClassSpec { name: "socket", module: "_socket", flags: BASE, methods: SOCKET_NEW, next: None };
    let class = put_class(vm, dict, &spec);
    put(vm, dict, "SocketType", class.value());
    vm.add_functions(dict, "_socket", FUNCTIONS);
    vm.add_functions(dict, "_socket", MISSING);
    Ok(())
}
