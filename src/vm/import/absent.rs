//! Modules of CPython's that are not here on purpose, and what there is instead.

/// Why a module cannot be found, for the error's sentence.
pub fn reason(name: &str) -> Option<&'static str> {
    Some(match name {
        "_ctypes" => {
            "no foreign code is loaded here; struct, array and mmap handle the data of C, os and fcntl the calls of the system"
        }
        "_curses" | "_curses_panel" => {
            "there are no windows of the terminal here; print() can write its control sequences, termios and tty set its mode"
        }
        "_tkinter" => "there is no toolkit for windows here; http.server and webbrowser can show a page",
        "_dbm" | "_gdbm" => "there is no such database here; dbm.dumb keeps the same in plain files",
        "_remote_debugging" => {
            "the tasks of another process cannot be read here; :tasks lists those of a prompt, and a deadlock report those of its own program"
        }
        _ => return None,
    })
}
