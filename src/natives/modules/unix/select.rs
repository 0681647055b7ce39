//! `select`: waiting for descriptors, by lists, by `poll` and by `epoll`.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use indexmap::IndexMap;
use rustix::event::{PollFd, PollFlags, Timespec, epoll};

use crate::object::dict::DictObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm, system};
use crate::{attrs, natives, payload};

use super::super::posix::arguments::{CInt, FileLike, descriptor_of, done};
use super::super::support::{ClassSpec, new_class, os_error_number, put, put_class, put_ints};
use super::constants::SELECT;

/// How long a call waits at most.
type Wait = Option<Duration>;

/// Seconds (or thousandths, by `unit`) of a timeout argument; None is without end.
fn wait_of(vm: &mut Vm, v: &Value, unit: f64, words: &str) -> Res<Wait> {
    if v.is_none() {
        return Ok(None);
    }
    let index = vm.heap.intern("__index__");
    let number = crate::object::int::as_float(v).is_some()
        || crate::object::int::as_int(v).is_some()
        || vm.lookup_special(v, &index).is_some();
    if !number {
        return Err(vm.type_error(words));
    }
    let x = vm.to_f64(v)?;
    if x.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if x * unit > 9.2e9 {
        return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t"));
    }
    Ok(Some(Duration::from_secs_f64((x * unit).clamp(-1.0, 9.2e9).max(0.0))))
}

fn timespec(d: Duration) -> Timespec {
    Timespec { tv_sec: d.as_secs() as i64, tv_nsec: d.subsec_nanos().into() }
}

/// Makes a call with what is left of the time until no signal interrupts it.
fn timed<T>(
    vm: &mut Vm,
    wait: Wait,
    mut call: impl FnMut(Option<Timespec>) -> rustix::io::Result<T>,
) -> Res<Option<T>> {
    let end = wait.map(|w| Instant::now() + w);
    let mut left = wait;
    loop {
        match call(left.map(timespec)) {
            Ok(v) => return Ok(Some(v)),
            Err(rustix::io::Errno::INTR) => (vm.hooks.signals)(vm)?,
            Err(e) => return done(vm, Err(e.into())),
        }
        left = end.map(|e| e.saturating_duration_since(Instant::now()));
        if left.is_some_and(|l| l.is_zero()) {
            return Ok(None);
        }
    }
}

fn poll_all(vm: &mut Vm, wanted: &[(i32, i16)], wait: Wait) -> Res<Vec<(i32, i16)>> {
    let mut fds = Vec::with_capacity(wanted.len());
    for (fd, events) in wanted {
        let fd = done(vm, system::borrowed(*fd))?;
        fds.push(PollFd::from_borrowed_fd(fd, PollFlags::from_bits_retain(*events)));
    }
    timed(vm, wait, |t| rustix::event::poll(&mut fds, t.as_ref()))?;
    Ok(wanted
        .iter()
        .zip(&fds)
        .map(|((fd, _), p)| (*fd, p.revents().bits()))
        .filter(|(_, e)| *e != 0)
        .collect())
}

fn list_of(vm: &mut Vm, v: &Value) -> Res<Vec<(Value, i32)>> {
    let iter = vm.names.__iter__.clone();
    let item = vm.names.__getitem__.clone();
    if vm.lookup_special(v, &iter).is_none() && vm.lookup_special(v, &item).is_none() {
        return Err(vm.type_error("arguments 1-3 must be sequences"));
    }
    let mut out = Vec::new();
    for v in vm.collect(v)? {
        let fd = descriptor_of(vm, &v)?;
        if fd >= 1024 {
            return Err(vm.value_error("filedescriptor out of range in select()"));
        }
        out.push((v, fd));
    }
    Ok(out)
}

natives! { static FUNCTIONS;
    /// Wait until one or more file descriptors are ready for some kind of I/O.
    fn select(vm, rlist: Value, wlist: Value, xlist: Value, timeout: Value = Value::None, /) -> Res {
        let wait = wait_of(vm, &timeout, 1.0, "timeout must be a float or None")?;
        if !timeout.is_none() && vm.to_f64(&timeout)? < 0.0 {
            return Err(vm.value_error("timeout must be non-negative"));
        }
        let lists = [list_of(vm, &rlist)?, list_of(vm, &wlist)?, list_of(vm, &xlist)?];
        let kinds = [PollFlags::IN, PollFlags::OUT, PollFlags::PRI].map(|f| f.bits());
        let mut wanted: IndexMap<i32, i16> = IndexMap::new();
        for (list, kind) in lists.iter().zip(kinds) {
            for (_, fd) in list {
                *wanted.entry(*fd).or_default() |= kind;
            }
        }
        let wanted: Vec<(i32, i16)> = wanted.into_iter().collect();
        let found = if let (true, Some(w)) = (wanted.is_empty(), wait) {
            (vm.hooks.block)(vm, w.as_secs_f64())?;
            Vec::new()
        } else {
            poll_all(vm, &wanted, wait)?
        };
        if found.iter().any(|(_, e)| e & PollFlags::NVAL.bits() != 0) {
            return Err(os_error_number(vm, libc::EBADF, None, None));
        }
        let ends = (PollFlags::HUP | PollFlags::ERR).bits();
        let ready = [kinds[0] | ends, kinds[1] | PollFlags::ERR.bits(), kinds[2]];
        let mut out = Vec::new();
        for (list, bits) in lists.iter().zip(ready) {
            let is_ready = |fd: i32| found.iter().any(|(f, e)| *f == fd && e & bits != 0);
            let items: Vec<Value> = list.iter().filter(|(_, fd)| is_ready(*fd)).map(|(v, _)| v.clone()).collect();
            out.push(vm.heap.list(items).into_value());
        }
        Ok(vm.heap.tuple(out).into_value())
    }
    /// Returns a polling object.
    fn poll(vm, /) -> Ref<Poll> {
        let class = vm.extra_types["select.poll"].clone();
        vm.heap.alloc(&class, Poll { wanted: RefCell::default() })
    }
}

payload! {
    /// What `select.poll` returns.
    pub struct Poll as "select.poll" { } plain { wanted: RefCell<IndexMap<i32, i16>> }
}

/// A mask of events, of 16 bits.
fn mask(vm: &mut Vm, v: &Value) -> Res<i16> {
    let n = vm.to_i64(v)?;
    match u16::try_from(n) {
        Ok(n) => Ok(n.cast_signed()),
        Err(_) if n < 0 => Err(vm.value_error("value must be positive")),
        Err(_) => Err(vm.overflow_error("Python int too large to convert to C unsigned short")),
    }
}

natives! { static POLL;
    /// Register a file descriptor with the polling object.
    fn register(vm, this: Ref<Poll>, fd: FileLike, eventmask: Value = Value::Int(7), /) -> Res<()> {
        let events = mask(vm, &eventmask)?;
        this.wanted.borrow_mut().insert(fd.0, events);
        Ok(())
    }
    /// Modify an already registered file descriptor.
    fn modify(vm, this: Ref<Poll>, fd: FileLike, eventmask: Value, /) -> Res<()> {
        let events = mask(vm, &eventmask)?;
        let known = this.wanted.borrow_mut().get_mut(&fd.0).map(|e| *e = events).is_some();
        if known { Ok(()) } else { Err(os_error_number(vm, libc::ENOENT, None, None)) }
    }
    /// Remove a file descriptor being tracked by the polling object.
    fn unregister(vm, this: Ref<Poll>, fd: FileLike, /) -> Res<()> {
        let known = this.wanted.borrow_mut().shift_remove(&fd.0).is_some();
        if known { Ok(()) } else { Err(vm.key_error(Value::Int(fd.0.into()))) }
    }
    /// Polls the set of registered file descriptors.
    fn poll(vm, this: Ref<Poll>, timeout: Value = Value::None, /) -> Res {
        let mut wait = wait_of(vm, &timeout, 1e-3, "timeout must be an integer or None")?;
        if wait.is_some() && vm.to_f64(&timeout)? < 0.0 {
            wait = None;
        }
        let wanted: Vec<(i32, i16)> = this.wanted.borrow().iter().map(|(fd, e)| (*fd, *e)).collect();
        let found = poll_all(vm, &wanted, wait)?;
        Ok(pairs(vm, found.into_iter().map(|(fd, e)| (fd, e.cast_unsigned().into()))))
    }
}

fn pairs(vm: &Vm, all: impl Iterator<Item = (i32, i64)>) -> Value {
    let items: Vec<Value> =
        all.map(|(fd, e)| vm.heap.tuple([Value::Int(fd.into()), Value::Int(e)]).into_value()).collect();
    vm.heap.list(items).into_value()
}

payload! {
    /// `select.epoll`
    pub struct Epoll as "select.epoll" { } plain { fd: Cell<i32> }
}

impl Drop for Epoll {
    fn drop(&mut self) {
        if self.fd.get() >= 0 {
            let _ = system::close(self.fd.get());
        }
    }
}

fn open_epoll(vm: &mut Vm, e: &Epoll) -> Res<std::os::fd::BorrowedFd<'static>> {
    match system::borrowed(e.fd.get()) {
        Ok(fd) => Ok(fd),
        Err(_) => Err(vm.value_error("I/O operation on closed epoll object")),
    }
}

fn shut(vm: &mut Vm, e: &Epoll) -> Res<()> {
    match e.fd.replace(-1) {
        fd if fd >= 0 => done(vm, system::close(fd)),
        _ => Ok(()),
    }
}

fn event_bits(vm: &mut Vm, v: &Value) -> Res<epoll::EventFlags> {
    let n = vm.to_i64(v)?;
    match u32::try_from(n) {
        Ok(n) => Ok(epoll::EventFlags::from_bits_retain(n)),
        Err(_) => Err(vm.overflow_error("Python int too large to convert to C unsigned int")),
    }
}

natives! { static EPOLL;
    /// Makes a polling object of the system.
    fn __new__(vm, cls: Ref<TypeObj>, /, sizehint: CInt = CInt(-1), flags: CInt = CInt(0)) -> Res<Ref<Epoll>> {
        use std::os::fd::IntoRawFd;
        if sizehint.0 < -1 || sizehint.0 == 0 {
            return Err(vm.value_error("negative sizehint"));
        }
        if flags.0 & !libc::EPOLL_CLOEXEC != 0 {
            return Err(os_error_number(vm, libc::EINVAL, None, None));
        }
        let fd = done(vm, epoll::create(epoll::CreateFlags::CLOEXEC).map_err(Into::into))?;
        Ok(vm.heap.alloc(&cls, Epoll { fd: Cell::new(fd.into_raw_fd()) }))
    }
    /// Close the epoll control file descriptor.
    fn close(vm, this: Ref<Epoll>, /) -> Res<()> { shut(vm, &this) }
    /// Return the epoll control file descriptor.
    fn fileno(vm, this: Ref<Epoll>, /) -> Res<i64> {
        open_epoll(vm, &this)?;
        Ok(this.fd.get().into())
    }
    /// Registers a new fd or raises an OSError if the fd is already registered.
    fn register(vm, this: Ref<Epoll>, /, fd: FileLike, eventmask: Value = Value::Int(7)) -> Res<()> {
        let (e, events) = (open_epoll(vm, &this)?, event_bits(vm, &eventmask)?);
        let r = system::borrowed(fd.0).and_then(|f| Ok(epoll::add(e, f, epoll::EventData::new_u64(fd.0 as u64), events)?));
        done(vm, r)
    }
    /// Modify event mask for a registered file descriptor.
    fn modify(vm, this: Ref<Epoll>, /, fd: FileLike, eventmask: Value) -> Res<()> {
        let (e, events) = (open_epoll(vm, &this)?, event_bits(vm, &eventmask)?);
        let r = system::borrowed(fd.0).and_then(|f| Ok(epoll::modify(e, f, epoll::EventData::new_u64(fd.0 as u64), events)?));
        done(vm, r)
    }
    /// Remove a registered file descriptor from the epoll object.
    fn unregister(vm, this: Ref<Epoll>, /, fd: FileLike) -> Res<()> {
        let e = open_epoll(vm, &this)?;
        let r = system::borrowed(fd.0).and_then(|f| Ok(epoll::delete(e, f)?));
        done(vm, r)
    }
    /// Wait for events on the epoll file descriptor.
    fn poll(vm, this: Ref<Epoll>, /, timeout: Value = Value::None, maxevents: CInt = CInt(-1)) -> Res {
        let e = open_epoll(vm, &this)?;
        let mut wait = wait_of(vm, &timeout, 1.0, "timeout must be an integer or None")?;
        if wait.is_some() && vm.to_f64(&timeout)? < 0.0 {
            wait = None;
        }
        let most = match maxevents.0 {
            -1 => 1023,
            n if n > 0 => (n as usize).min(1 << 16),
            n => return Err(vm.value_error(format!("maxevents must be greater than 0, got {n}"))),
        };
        let mut room: Vec<epoll::Event> = Vec::with_capacity(most);
        timed(vm, wait, |t| {
            room.clear();
            epoll::wait(e, rustix::buffer::spare_capacity(&mut room), t.as_ref())
        })?;
        Ok(pairs(vm, room.iter().map(|e| ({ e.data }.u64() as i32, { e.flags }.bits().into()))))
    }
    /// The object itself.
    fn __enter__(vm, this: Ref<Epoll>, /) -> Res {
        open_epoll(vm, &this)?;
        Ok(this.into_value())
    }
    /// Closes it.
    fn __exit__(vm, this: Ref<Epoll>, /, *args) -> Res<()> {
        drop(args);
        shut(vm, &this)
    }
}

natives! { static EPOLL_CLASS;
    /// Create an epoll object from a given control fd.
    fn fromfd(vm, cls: Ref<TypeObj>, fd: CInt, /) -> Ref<Epoll> { vm.heap.alloc(&cls, Epoll { fd: Cell::new(fd.0) }) }
}

attrs! { static EPOLL_ATTRS for Epoll;
    /// True if the epoll handler is closed
    fn closed(vm, this) -> bool { this.fd.get() < 0 }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let class = new_class(
        vm,
        &ClassSpec { name: "poll", module: "select", flags: NO_NEW, methods: POLL, next: None },
    );
    vm.extra_types.insert("select.poll", class);
    let class = put_class(
        vm,
        dict,
        &ClassSpec { name: "epoll", module: "select", flags: 0, methods: EPOLL, next: None },
    );
    vm.add_class_methods(&class, EPOLL_CLASS);
    vm.add_attrs(&class, EPOLL_ATTRS);
    put(vm, dict, "error", vm.types().os_error.value());
    put_ints(vm, dict, SELECT);
    vm.add_functions(dict, "select", FUNCTIONS);
    Ok(())
}
