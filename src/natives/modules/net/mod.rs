//! `_socket` and `_ssl` as far as they need neither sockets nor certificates: names, numbers and the forms of addresses, so that the library and packages which only look at these
//! modules can be imported. What would need the network raises `NotImplementedError` with its name.

mod addresses;
pub mod socket;
mod socket_constants;
pub mod tls;
mod tls_constants;
