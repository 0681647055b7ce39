//! Where the native stack ends that runs just now.

/// The lowest address of the native stack of the calling thread of the system, if the system says.
#[cfg(target_os = "linux")]
pub fn native_stack_end() -> Option<usize> {
    // SAFETY: the attributes are set by the first call, read by the second and given back by the third.
    unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attributes) != 0 {
            return None;
        }
        let (mut lowest, mut size) = (std::ptr::null_mut(), 0);
        let found = libc::pthread_attr_getstack(&attributes, &mut lowest, &mut size) == 0;
        libc::pthread_attr_destroy(&mut attributes);
        found.then_some(lowest as usize)
    }
}

/// The lowest address of the native stack of the calling thread of the system, if the system says.
#[cfg(target_os = "macos")]
pub fn native_stack_end() -> Option<usize> {
    // SAFETY: both ask for what the system knows of the calling thread.
    let (highest, size) = unsafe {
        let own = libc::pthread_self();
        (libc::pthread_get_stackaddr_np(own) as usize, libc::pthread_get_stacksize_np(own))
    };
    highest.checked_sub(size)
}

/// The lowest address of the native stack of the calling thread of the system, if the system says.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub fn native_stack_end() -> Option<usize> {
    None
}
