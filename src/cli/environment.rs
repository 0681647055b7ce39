//! Settings that come from outside of the switches: `PYTHON*` variables and `-X name=value`, folded into the invocation. A switch wins over a variable.

use std::env::var_os;

use super::args::Invocation;

/// What CPython says of a limit of digits that is none.
const LIMIT: &str = "invalid limit; must be >= 640 or 0 for unlimited.";

/// The same of a number of processors, whoever gave it.
const CPU_COUNT: &str = "-X cpu_count=n option: n is missing or an invalid number, n must be greater than 0";

/// Reads the variables and settings; a value that makes no sense is an error in words.
pub fn read(found: &mut Invocation) -> Result<(), String> {
    let variables = !found.ignore_environment;
    if variables {
        for (name, switch) in [
            ("PYTHONINSPECT", &mut found.inspect),
            ("PYTHONUNBUFFERED", &mut found.unbuffered),
            ("PYTHONDONTWRITEBYTECODE", &mut found.dont_write_bytecode),
            ("PYTHONNOUSERSITE", &mut found.no_user_site),
            ("PYTHONSAFEPATH", &mut found.safe_path),
            ("PYTHONDEBUG", &mut found.debug),
        ] {
            *switch |= level(name) > 0;
        }
        found.optimize = found.optimize.max(level("PYTHONOPTIMIZE").min(2));
        found.dev_mode |= level("PYTHONDEVMODE") > 0;
        found.verbose = found.verbose.max(level("PYTHONVERBOSE"));
        found.stdio_encoding = text("PYTHONIOENCODING").map(|given| {
            let (encoding, errors) = given.split_once(':').unwrap_or((&given, ""));
            let some = |s: &str| Some(s.to_string()).filter(|s| !s.is_empty());
            (some(encoding), some(errors))
        });
        found.asyncio_debug = text("PYTHONASYNCIODEBUG").is_some();
    }
    found.dev_mode |= found.has_x("dev");
    let mut warnings = Vec::new();
    if found.dev_mode {
        warnings.push("default".to_string());
    }
    if let (Some(given), true) = (text("PYTHONWARNINGS"), variables) {
        warnings.extend(given.split(',').filter(|w| !w.is_empty()).map(str::to_string));
    }
    warnings.append(&mut found.warnings);
    match found.bytes_warning {
        0 => {}
        1 => warnings.push("default::BytesWarning".into()),
        _ => warnings.push("error::BytesWarning".into()),
    }
    // As in CPython the first of several equal ones stays.
    let mut seen = std::collections::HashSet::new();
    warnings.retain(|w| seen.insert(w.clone()));
    found.warnings = warnings;
    if let Some((name, value)) = setting(found, "int_max_str_digits", "PYTHONINTMAXSTRDIGITS") {
        // Nothing behind the equals sign is a nought.
        let value = if found.is_x_empty("int_max_str_digits") { "0" } else { &value };
        let limit = value.parse().ok().filter(|n| *n == 0 || *n >= 640);
        found.int_max_str_digits = Some(limit.ok_or_else(|| format!("{name}: {LIMIT}"))?);
    }
    let prefix = setting(found, "pycache_prefix", "PYTHONPYCACHEPREFIX").filter(|(_, v)| !v.is_empty());
    found.pycache_prefix =
        prefix.map(|(_, folder)| crate::host::run::absolute(std::path::Path::new(&folder)));
    let count = setting(found, "cpu_count", "PYTHON_CPU_COUNT").filter(|(_, v)| v != "default");
    if let Some((_, value)) = count {
        let count = value.parse().ok().filter(|n| *n > 0);
        found.cpu_count = Some(count.ok_or(CPU_COUNT)?);
    }
    if let Some((name, value)) = setting(found, "tracemalloc", "PYTHONTRACEMALLOC") {
        let given = if value.is_empty() { Some(1) } else { value.parse().ok() };
        let name = if name.starts_with('-') { "-X tracemalloc=NFRAME".to_string() } else { name };
        let frames = given.filter(|n| (0..=65535).contains(n));
        found.tracemalloc = frames.ok_or_else(|| format!("{name}: invalid number of frames"))?;
    }
    found.utf8_mode = utf8_mode(found)?;
    check_idle(found)
}

/// Settings that change nothing here: a value that CPython refuses is refused all the same.
fn check_idle(found: &Invocation) -> Result<(), String> {
    if let Some((_, value)) = setting(found, "gil", "PYTHON_GIL") {
        match value.as_str() {
            "1" => {}
            "0" => return Err("Disabling the GIL is not supported by this build".into()),
            _ => return Err("PYTHON_GIL / -X gil must be \"0\" or \"1\"".into()),
        }
    }
    if let Some((name, value)) = setting(found, "frozen_modules", "PYTHON_FROZEN_MODULES")
        && !matches!(value.as_str(), "" | "on" | "off")
    {
        let name = if name.starts_with('-') { format!("option {name}") } else { name };
        return Err(format!("bad value for {name} (expected \"on\" or \"off\")"));
    }
    for (x, variable) in [
        ("thread_inherit_context", "PYTHON_THREAD_INHERIT_CONTEXT"),
        ("context_aware_warnings", "PYTHON_CONTEXT_AWARE_WARNINGS"),
    ] {
        match setting(found, x, variable) {
            Some((_, value)) if matches!(value.as_str(), "0" | "1") || found.is_x_empty(x) => {}
            Some((name, _)) if name == variable => return Err(format!("{name}=N: N is missing or invalid")),
            Some((name, _)) => return Err(format!("{name}=n: n is missing or invalid")),
            None => {}
        }
    }
    const ALLOCATORS: &[&str] = &[
        "default",
        "debug",
        "pymalloc",
        "pymalloc_debug",
        "malloc",
        "malloc_debug",
        "mimalloc",
        "mimalloc_debug",
    ];
    match text("PYTHONMALLOC").filter(|_| !found.ignore_environment) {
        Some(name) if !ALLOCATORS.contains(&name.as_str()) => Err("PYTHONMALLOC: unknown allocator".into()),
        _ => Ok(()),
    }
}

/// Whether texts are to be UTF-8 whatever the locale says, as they always are: this is what `sys.flags` shows.
fn utf8_mode(found: &Invocation) -> Result<bool, String> {
    let variable = text("PYTHONUTF8").filter(|v| !v.is_empty() && !found.ignore_environment);
    match (found.x("utf8"), variable.as_deref()) {
        _ if found.is_x_empty("utf8") => Err("invalid -X utf8 option value".to_string()),
        (Some("" | "1"), _) | (None, Some("1")) => Ok(true),
        (Some("0"), _) | (None, Some("0")) => Ok(false),
        (Some(_), _) => Err("invalid -X utf8 option value".to_string()),
        (None, Some(_)) => Err("invalid PYTHONUTF8 environment variable value".to_string()),
        (None, None) => {
            let chosen = ["LC_ALL", "LC_CTYPE", "LANG"]
                .into_iter()
                .find_map(|name| text(name).filter(|v| !v.is_empty()));
            Ok(chosen.is_none_or(|locale| locale == "C" || locale == "POSIX"))
        }
    }
}

/// What `-X x=value` says, else the variable; and which of them said it.
fn setting(found: &Invocation, x: &str, variable: &str) -> Option<(String, String)> {
    match found.x(x) {
        Some(value) => Some((format!("-X {x}"), value.to_string())),
        None => text(variable).filter(|_| !found.ignore_environment).map(|v| (variable.to_string(), v)),
    }
}

/// A variable's text, if it holds any.
pub fn text(name: &str) -> Option<String> {
    var_os(name).map(|v| v.to_string_lossy().into_owned()).filter(|v| !v.is_empty())
}

/// A variable as a switch: its number, and 1 for any other text.
fn level(name: &str) -> u8 {
    text(name).map_or(0, |v| match v.trim().parse::<i64>() {
        Ok(n) if n >= 0 => n.min(255) as u8,
        _ => 1,
    })
}

/// The words of `--help-env`.
pub const VARIABLES: &str = "Variables of the environment (-E and -I ignore those that begin with PYTHON):
  PYTHONASYNCIODEBUG      asyncio's debug mode
  PYTHONBREAKPOINT        0: breakpoint() does nothing; else the function it calls, as module.name
  PYTHON_COLORS           1: colours in what goes to standard error; 0: none
  PYTHONPYCACHEPREFIX     the folder of compiled code (-X pycache_prefix)
  PYTHON_CPU_COUNT        what os.cpu_count() says (-X cpu_count)
  PYTHONDEBUG             -d
  PYTHONDEVMODE           -X dev
  PYTHONDONTWRITEBYTECODE -B
  PYTHONHASHSEED          seed of the hashes of str and bytes: random, or a number from 0 to 4294967295
  PYTHON_HISTORY          the file of the prompt's history
  PYTHONINSPECT           -i
  PYTHONINTMAXSTRDIGITS   the most digits between int and str; 0: any number (-X int_max_str_digits)
  PYTHONIOENCODING        encoding[:errors] of the standard streams
  PYTHONNOUSERSITE        -s
  PYTHONOPTIMIZE          -O; 2: -OO
  PYTHONPATH              further folders to import from, with : between them
  PYTHONSAFEPATH          -P
  PYTHONSTARTUP           a file that the prompt runs first
  PYTHONTRACEMALLOC       tracemalloc traces from the start (-X tracemalloc)
  PYTHONUNBUFFERED        -u
  PYTHONUTF8              what sys.flags.utf8_mode says (-X utf8); texts are UTF-8 anyway
  PYTHONVERBOSE           -v
  PYTHONWARNINGS          -W; several with commas between them
  NO_COLOR, FORCE_COLOR   no colours; colours although standard error is no terminal
  XDG_STATE_HOME          the folder with the prompt's history (hoop/history)
CPython's other variables mean nothing here: docs/differences.md says why.
";

/// The words of `--help-xoptions`.
pub const SETTINGS: &str = "Settings of -X, which sys._xoptions shows (a name that is unknown does no harm):
  -X dev                   development mode: all warnings, asyncio's debug mode, files that nobody closed
  -X cpu_count=N           what os.cpu_count() says
  -X pycache_prefix=PATH   the folder of compiled code
  -X tracemalloc[=N]       tracemalloc traces from the start
  -X utf8[=0]              what sys.flags.utf8_mode says; texts are UTF-8 anyway
  -X int_max_str_digits=N  the most digits between int and str; 0: any number
CPython's other settings mean nothing here: docs/differences.md says why.
";
