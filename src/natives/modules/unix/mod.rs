//! Modules that are thin ways to the system: users and groups, limits, descriptors' commands, terminals, the log, waiting for descriptors, new processes.

mod constants;
pub mod fcntl;
pub mod resource;
pub mod select;
pub mod start;
pub mod stat;
pub mod syslog;
pub mod termios;
pub mod users;
