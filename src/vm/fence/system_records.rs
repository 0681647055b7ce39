//! Calls of the C library that fill records: each record begins as zeros, is filled by the call, and goes out as plain numbers and texts.

use std::ffi::{CStr, CString};
use std::io;

fn checked(n: i32) -> io::Result<i32> {
    if n < 0 { Err(io::Error::last_os_error()) } else { Ok(n) }
}

/// What `getrusage` tells: two times in seconds, then fourteen counts.
pub struct Usage {
    pub times: [f64; 2],
    pub counts: [i64; 14],
}

fn usage_of(u: &libc::rusage) -> Usage {
    let seconds = |t: libc::timeval| t.tv_sec as f64 + t.tv_usec as f64 * 1e-6;
    Usage {
        times: [seconds(u.ru_utime), seconds(u.ru_stime)],
        counts: [
            u.ru_maxrss,
            u.ru_ixrss,
            u.ru_idrss,
            u.ru_isrss,
            u.ru_minflt,
            u.ru_majflt,
            u.ru_nswap,
            u.ru_inblock,
            u.ru_oublock,
            u.ru_msgsnd,
            u.ru_msgrcv,
            u.ru_nsignals,
            u.ru_nvcsw,
            u.ru_nivcsw,
        ],
    }
}

/// `getrusage`
pub fn usage(who: i32) -> io::Result<Usage> {
    // SAFETY: the record consists of numbers and is as large as the call wants it.
    unsafe {
        let mut u: libc::rusage = std::mem::zeroed();
        checked(libc::getrusage(who, &mut u))?;
        Ok(usage_of(&u))
    }
}

/// `wait4`: process, status, usage.
pub fn wait4(pid: i32, options: i32) -> io::Result<(i32, i32, Usage)> {
    // SAFETY: as above.
    unsafe {
        let mut u: libc::rusage = std::mem::zeroed();
        let mut status = 0;
        let pid = checked(libc::wait4(pid, &mut status, options, &mut u))?;
        Ok((pid, status, usage_of(&u)))
    }
}

/// `waitid`: pid, uid, signal, status, code. None if nothing has happened yet.
pub fn waitid(kind: u32, id: u32, options: i32) -> io::Result<Option<[i64; 5]>> {
    // SAFETY: as above; the fields of children's records are read, which is what the call fills.
    unsafe {
        let mut info: libc::siginfo_t = std::mem::zeroed();
        checked(libc::waitid(kind, id, &mut info, options))?;
        if info.si_pid() == 0 {
            return Ok(None);
        }
        Ok(Some([
            info.si_pid().into(),
            info.si_uid().into(),
            info.si_signo.into(),
            info.si_status().into(),
            info.si_code.into(),
        ]))
    }
}

/// `times`: user, system, those of children, and a clock, in ticks.
pub fn process_times() -> io::Result<[i64; 5]> {
    // SAFETY: as above.
    unsafe {
        let mut t: libc::tms = std::mem::zeroed();
        let elapsed = libc::times(&mut t);
        Ok([t.tms_utime, t.tms_stime, t.tms_cutime, t.tms_cstime, elapsed])
    }
}

/// `getloadavg`
pub fn load_averages() -> io::Result<[f64; 3]> {
    let mut out = [0.0; 3];
    // SAFETY: there is room for three.
    match unsafe { libc::getloadavg(out.as_mut_ptr(), 3) } {
        3 => Ok(out),
        _ => Err(io::Error::from_raw_os_error(0)),
    }
}

/// `confstr`: None if the system defines no such text.
pub fn confstr(name: i32) -> io::Result<Option<Vec<u8>>> {
    let mut out = vec![0u8; 4096];
    // SAFETY: the call writes at most as much as there is; errno is the thread's own.
    let n = unsafe {
        *libc::__errno_location() = 0;
        libc::confstr(name, out.as_mut_ptr().cast(), out.len())
    };
    if n == 0 {
        let e = io::Error::last_os_error();
        return if e.raw_os_error() == Some(0) { Ok(None) } else { Err(e) };
    }
    out.truncate(n.min(out.len()).saturating_sub(1));
    Ok(Some(out))
}

/// `getlogin`
pub fn login_name() -> io::Result<Vec<u8>> {
    let _one = LISTS.lock();
    // SAFETY: the answer is null or a text with its end, which stays until the next call; the lock keeps that away.
    let p = unsafe { libc::getlogin() };
    if p.is_null() { Err(io::Error::last_os_error()) } else { Ok(text(p)) }
}

/// `getgrouplist`
pub fn groups_of(user: &CStr, group: u32) -> Vec<u32> {
    let mut out = vec![0; 65536];
    let mut n = out.len() as i32;
    // SAFETY: the call writes at most `n` numbers and says how many.
    unsafe { libc::getgrouplist(user.as_ptr(), group, out.as_mut_ptr(), &mut n) };
    out.truncate(n.max(0) as usize);
    out
}

/// `setgroups`
pub fn set_groups(groups: &[u32]) -> io::Result<()> {
    // SAFETY: the call reads as many as there are.
    checked(unsafe { libc::setgroups(groups.len(), groups.as_ptr()) }).map(drop)
}

/// `getresuid` or `getresgid`: real, effective, saved.
pub fn ids(of_groups: bool) -> io::Result<[u32; 3]> {
    let [mut r, mut e, mut s] = [0; 3];
    // SAFETY: the call writes three numbers.
    checked(unsafe {
        if of_groups {
            libc::getresgid(&mut r, &mut e, &mut s)
        } else {
            libc::getresuid(&mut r, &mut e, &mut s)
        }
    })?;
    Ok([r, e, s])
}

/// `sched_setscheduler`, or `sched_setparam` without a policy.
pub fn set_schedule(pid: i32, policy: Option<i32>, priority: i32) -> io::Result<()> {
    // SAFETY: the record is a number.
    unsafe {
        let mut p: libc::sched_param = std::mem::zeroed();
        p.sched_priority = priority;
        checked(match policy {
            Some(policy) => libc::sched_setscheduler(pid, policy, &p),
            None => libc::sched_setparam(pid, &p),
        })
        .map(drop)
    }
}

/// `sched_getparam`
pub fn schedule_priority(pid: i32) -> io::Result<i32> {
    // SAFETY: as above.
    unsafe {
        let mut p: libc::sched_param = std::mem::zeroed();
        checked(libc::sched_getparam(pid, &mut p))?;
        Ok(p.sched_priority)
    }
}

/// `sched_rr_get_interval` in seconds.
pub fn round_robin_interval(pid: i32) -> io::Result<f64> {
    // SAFETY: as above.
    unsafe {
        let mut t: libc::timespec = std::mem::zeroed();
        checked(libc::sched_rr_get_interval(pid, &mut t))?;
        Ok(t.tv_sec as f64 + t.tv_nsec as f64 * 1e-9)
    }
}

/// `sched_getaffinity`: the numbers of processors.
pub fn affinity(pid: i32) -> io::Result<Vec<usize>> {
    let mut bits = [0u64; 1024];
    // SAFETY: the call writes at most as much as there is.
    checked(unsafe { libc::sched_getaffinity(pid, std::mem::size_of_val(&bits), bits.as_mut_ptr().cast()) })?;
    Ok((0..bits.len() * 64).filter(|i| bits[i / 64] & 1 << (i % 64) != 0).collect())
}

/// `sched_setaffinity`
pub fn set_affinity(pid: i32, processors: &[usize]) -> io::Result<()> {
    let mut bits = [0u64; 1024];
    for i in processors {
        if let Some(word) = bits.get_mut(i / 64) {
            *word |= 1 << (i % 64);
        }
    }
    // SAFETY: the call reads as much as there is.
    checked(unsafe { libc::sched_setaffinity(pid, std::mem::size_of_val(&bits), bits.as_ptr().cast()) })
        .map(drop)
}

/// `setitimer` (or `getitimer` without new times): delay and interval in seconds and microseconds that were set before.
pub fn interval_timer(which: i32, new: Option<[(i64, i64); 2]>) -> io::Result<[(i64, i64); 2]> {
    let time = |(s, us): (i64, i64)| libc::timeval { tv_sec: s, tv_usec: us };
    // SAFETY: records of numbers, as large as the calls want them.
    unsafe {
        let mut old: libc::itimerval = std::mem::zeroed();
        let which = which as _;
        checked(match new {
            Some([value, interval]) => {
                let new = libc::itimerval { it_interval: time(interval), it_value: time(value) };
                libc::setitimer(which, &new, &mut old)
            }
            None => libc::getitimer(which, &mut old),
        })?;
        Ok([(old.it_value.tv_sec, old.it_value.tv_usec), (old.it_interval.tv_sec, old.it_interval.tv_usec)])
    }
}

/// `alarm`
pub fn alarm(seconds: u32) -> u32 {
    // SAFETY: a number.
    unsafe { libc::alarm(seconds) }
}

/// `prlimit`: the limits until now.
pub fn limits(pid: i32, resource: u32, new: Option<(u64, u64)>) -> io::Result<(u64, u64)> {
    // SAFETY: records of numbers, as large as the call wants them.
    unsafe {
        let mut old: libc::rlimit = std::mem::zeroed();
        let new = new.map(|(now, most)| libc::rlimit { rlim_cur: now, rlim_max: most });
        let p = new.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
        checked(libc::prlimit(pid, resource as _, p, &mut old))?;
        Ok((old.rlim_cur, old.rlim_max))
    }
}

/// The settings of a terminal: flags of input, output, control and local, the two speeds, the control characters.
pub struct Terminal {
    pub flags: [u32; 4],
    pub speeds: [u32; 2],
    pub characters: [u8; 32],
}

/// `tcgetattr`
pub fn terminal(fd: i32) -> io::Result<Terminal> {
    // SAFETY: a record of numbers.
    unsafe {
        let mut t: libc::termios = std::mem::zeroed();
        checked(libc::tcgetattr(fd, &mut t))?;
        let speeds = [libc::cfgetispeed(&t), libc::cfgetospeed(&t)];
        Ok(Terminal { flags: [t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag], speeds, characters: t.c_cc })
    }
}

/// `tcsetattr`
pub fn set_terminal(fd: i32, when: i32, new: &Terminal) -> io::Result<()> {
    // SAFETY: a record of numbers.
    unsafe {
        let mut t: libc::termios = std::mem::zeroed();
        checked(libc::tcgetattr(fd, &mut t))?;
        [t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag] = new.flags;
        t.c_cc = new.characters;
        checked(libc::cfsetispeed(&mut t, new.speeds[0]))?;
        checked(libc::cfsetospeed(&mut t, new.speeds[1]))?;
        checked(libc::tcsetattr(fd, when, &t)).map(drop)
    }
}

/// An entry of the users: name, password, uid, gid, comment, home, shell.
pub struct UserEntry {
    pub texts: [Vec<u8>; 5],
    pub ids: [u32; 2],
}

/// An entry of the groups: name, password, gid, members.
pub struct GroupEntry {
    pub texts: [Vec<u8>; 2],
    pub id: u32,
    pub members: Vec<Vec<u8>>,
}

fn text(p: *const libc::c_char) -> Vec<u8> {
    if p.is_null() {
        return Vec::new();
    }
    // SAFETY: entries of the library have texts with their ends, which stay until the next call.
    unsafe { CStr::from_ptr(p) }.to_bytes().to_vec()
}

fn user_entry(p: &libc::passwd) -> UserEntry {
    UserEntry {
        texts: [text(p.pw_name), text(p.pw_passwd), text(p.pw_gecos), text(p.pw_dir), text(p.pw_shell)],
        ids: [p.pw_uid, p.pw_gid],
    }
}

fn group_entry(g: &libc::group) -> GroupEntry {
    let mut members = Vec::new();
    let mut at = g.gr_mem;
    // SAFETY: the list of members ends with null.
    unsafe {
        while !at.is_null() && !(*at).is_null() {
            members.push(text(*at));
            at = at.add(1);
        }
    }
    GroupEntry { texts: [text(g.gr_name), text(g.gr_passwd)], id: g.gr_gid, members }
}

/// By what an entry is looked for.
pub enum Wanted<'a> {
    Id(u32),
    Name(&'a CStr),
}

const ROOM: usize = 1 << 18;

/// `getpwuid_r`, `getpwnam_r`
pub fn user(wanted: &Wanted<'_>) -> Option<UserEntry> {
    let mut room = vec![0 as libc::c_char; ROOM];
    // SAFETY: the calls write the record and at most as much text as there is room; the answer is null or the record.
    unsafe {
        let mut entry: libc::passwd = std::mem::zeroed();
        let mut found = std::ptr::null_mut();
        match wanted {
            Wanted::Id(id) => libc::getpwuid_r(*id, &mut entry, room.as_mut_ptr(), ROOM, &mut found),
            Wanted::Name(n) => libc::getpwnam_r(n.as_ptr(), &mut entry, room.as_mut_ptr(), ROOM, &mut found),
        };
        (!found.is_null()).then(|| user_entry(&entry))
    }
}

/// `getgrgid_r`, `getgrnam_r`
pub fn group(wanted: &Wanted<'_>) -> Option<GroupEntry> {
    let mut room = vec![0 as libc::c_char; ROOM];
    // SAFETY: as above.
    unsafe {
        let mut entry: libc::group = std::mem::zeroed();
        let mut found = std::ptr::null_mut();
        match wanted {
            Wanted::Id(id) => libc::getgrgid_r(*id, &mut entry, room.as_mut_ptr(), ROOM, &mut found),
            Wanted::Name(n) => libc::getgrnam_r(n.as_ptr(), &mut entry, room.as_mut_ptr(), ROOM, &mut found),
        };
        (!found.is_null()).then(|| group_entry(&entry))
    }
}

/// One interpreter at a time walks the lists: the place in them is the process's.
static LISTS: std::sync::Mutex<()> = std::sync::Mutex::new(());

/// All users.
pub fn users() -> Vec<UserEntry> {
    let _one = LISTS.lock();
    let mut out = Vec::new();
    // SAFETY: the lock is held, so that nobody else moves the place; each entry is copied before the next call.
    unsafe {
        libc::setpwent();
        while let Some(p) = libc::getpwent().as_ref() {
            out.push(user_entry(p));
        }
        libc::endpwent();
    }
    out
}

/// All groups.
pub fn groups() -> Vec<GroupEntry> {
    let _one = LISTS.lock();
    let mut out = Vec::new();
    // SAFETY: as above.
    unsafe {
        libc::setgrent();
        while let Some(g) = libc::getgrent().as_ref() {
            out.push(group_entry(g));
        }
        libc::endgrent();
    }
    out
}

/// What the system calls a signal.
pub fn signal_text(signal: i32) -> Option<String> {
    // SAFETY: the answer is null or a text with its end, copied at once.
    let p = unsafe { libc::strsignal(signal) };
    (!p.is_null()).then(|| String::from_utf8_lossy(&text(p)).into_owned())
}

/// The name that `openlog` was given: the library keeps its address.
static IDENT: std::sync::Mutex<Option<CString>> = std::sync::Mutex::new(None);

/// `openlog`
pub fn open_log(name: CString, options: i32, facility: i32) {
    let Ok(mut held) = IDENT.lock() else { return };
    // SAFETY: the new name is kept until another takes its place, and the library has forgotten the old one by then.
    unsafe { libc::openlog(name.as_ptr(), options, facility) };
    *held = Some(name);
}

/// `syslog`
pub fn log(priority: i32, message: &CStr) {
    // SAFETY: the format takes one text.
    unsafe { libc::syslog(priority, c"%s".as_ptr(), message.as_ptr()) };
}

/// `closelog`
pub fn close_log() {
    let Ok(mut held) = IDENT.lock() else { return };
    // SAFETY: afterwards the library knows of no name.
    unsafe {
        libc::closelog();
        libc::openlog(std::ptr::null(), 0, libc::LOG_USER);
        libc::closelog();
    }
    *held = None;
}

/// `setlogmask`
pub fn log_mask(mask: i32) -> i32 {
    // SAFETY: a number.
    unsafe { libc::setlogmask(mask) }
}

fn set_of(signals: &[i32]) -> libc::sigset_t {
    // SAFETY: a record of numbers, filled by the calls; numbers that are no signals change nothing.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        for n in signals {
            libc::sigaddset(&mut set, *n);
        }
        set
    }
}

fn signals_in(set: &libc::sigset_t) -> Vec<i32> {
    // SAFETY: the record is read.
    (1..=64).filter(|n| unsafe { libc::sigismember(set, *n) } == 1).collect()
}

/// `pthread_sigmask`: the signals that were blocked until now.
pub fn signal_mask(how: i32, signals: &[i32]) -> io::Result<Vec<i32>> {
    let (new, mut old) = (set_of(signals), set_of(&[]));
    // SAFETY: one record is read, the other written.
    match unsafe { libc::pthread_sigmask(how, &new, &mut old) } {
        0 => Ok(signals_in(&old)),
        n => Err(io::Error::from_raw_os_error(n)),
    }
}

/// `sigpending`
pub fn pending_signals() -> io::Result<Vec<i32>> {
    let mut set = set_of(&[]);
    // SAFETY: the record is written.
    checked(unsafe { libc::sigpending(&mut set) })?;
    Ok(signals_in(&set))
}

/// `sigtimedwait`, or `sigwaitinfo` without a time: signal, code, error, pid, uid, status, band. None: the time was over.
pub fn wait_signal(signals: &[i32], wait: Option<(i64, i64)>) -> io::Result<Option<[i64; 7]>> {
    let set = set_of(signals);
    // SAFETY: records of numbers; the fields are those that are always there.
    unsafe {
        let mut info: libc::siginfo_t = std::mem::zeroed();
        let r = match wait {
            None => libc::sigwaitinfo(&set, &mut info),
            Some((s, ns)) => libc::sigtimedwait(&set, &mut info, &libc::timespec { tv_sec: s, tv_nsec: ns }),
        };
        match checked(r) {
            Ok(_) => {}
            Err(e) if e.raw_os_error() == Some(libc::EAGAIN) => return Ok(None),
            Err(e) => return Err(e),
        }
        let i = &info;
        Ok(Some([
            i.si_signo.into(),
            i.si_code.into(),
            i.si_errno.into(),
            i.si_pid().into(),
            i.si_uid().into(),
            i.si_status().into(),
            0,
        ]))
    }
}
