//! Packs the library: part of the build script. Comes in: the folder of CPython's own files and the folder of ours, which win. Goes out: `library.pack`.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

#[path = "format.rs"]
mod format;

use format::{BLOCK, ENTRY, HEAD};

/// What is left out: graphical programs, which need Tk, and the wheel of pip.
const LEFT_OUT: &[&str] = &["idlelib", "tkinter", "turtledemo", "turtle.py", "ensurepip/_bundled"];

/// Kinds of files that nothing reads at run time.
const USELESS: &[&str] = &["pyc", "md", "ico", "gif", "png", "bat", "ps1", "def"];

/// What the crate changed for the interpreter that it is for, and what cannot be as it is: file, its words, CPython's (or ours).
const RESTORED: &[(&str, &str, &str)] = &[
    ("site.py", "return 'RustPython'", "return 'Python'"),
    ("site.py", "/lib/rustpython{", "/lib/python{"),
    ("sysconfig/__init__.py", "return 'RustPython'", "return 'Python'"),
    // Helpers of the tests of its own.
    (
        "unittest/__init__.py",
        "# XXX: RUSTPYTHON\n# This is very useful to reduce platform difference boilerplates in tests.\ndef expectedFailureIf(condition, reason):\n    assert reason.startswith(\"TODO: RUSTPYTHON\")\n    if condition:\n        return expectedFailure\n    else:\n        return lambda x: x\n\n# XXX: RUSTPYTHON\n# Even more useful because most of them are windows only.\ndef expectedFailureIfWindows(reason):\n    import sys\n    return expectedFailureIf(sys.platform == 'win32', reason)\n\n# XXX: RUSTPYTHON\n# For a rare case when the parent class test fails but the child pass.\ndef expectedSuccess(test_item):\n    test_item.__unittest_expecting_failure__ = False\n    return test_item",
        "",
    ),
    // There is no bytecode to read the names from: the code object tells of them itself. (As many lines as before.)
    (
        "inspect.py",
        "    for instruction in dis.get_instructions(code):\n        opname = instruction.opname\n        name = instruction.argval\n",
        "    # CPython reads its bytecode here. There is none:\n    # the code object says what it does with names.\n    for opname, name in code._name_uses():\n",
    ),
    (
        "pdb.py",
        "    for instr in dis.get_instructions(code):\n        if prev is not None and prev.opname == 'RESUME':\n            if instr.positions.lineno is not None:\n                return instr.positions.lineno\n            return code.co_firstlineno\n        prev = instr\n",
        "    # CPython reads its bytecode here. There is none: the\n    # first line is the first other one than that of `def`.\n    for start, end, line in code.co_lines():\n        if line != code.co_firstlineno:\n            return line\n        prev = line\n",
    ),
    // Nothing is shown rather than what would mislead.
    (
        "dis.py",
        "def _unpack_opargs(code):\n    extended_arg = 0\n",
        "def _unpack_opargs(code):\n    raise NotImplementedError(\"the code of this interpreter is not CPython's bytecode; `hoop --dump code FILE` shows it\"); extended_arg = 0\n",
    ),
    // What later releases of 3.14 do and this one does not.
    (
        "bdb.py",
        "            for bp in blist:\n                bp.deleteMe()\n",
        "            for bp in list(blist):\n                bp.deleteMe()\n",
    ),
    (
        "email/contentmanager.py",
        "    cte, payload = _encode_text(string, charset, cte, msg.policy)\n",
        "    charset = email.charset.Charset(charset).output_charset; cte, payload = _encode_text(string, charset, cte, msg.policy)\n",
    ),
    (
        "email/message.py",
        "if maintype != 'multipart' or not self.is_multipart()",
        "if maintype != 'multipart' or not part.is_multipart()",
    ),
    (
        "gettext.py",
        "        result = '%s%d' % (result, value)\n    nexttok = next(tokens)\n\n    j = 100\n",
        "        result = '%s%d' % (result, value)\n    nexttok = next(tokens)\n    result = '(%s)' % result if 'not ' in result[:4] else result\n    j = 100\n",
    ),
    (
        "http/cookiejar.py",
        "re.compile(\"#( Netscape)? HTTP Cookie File\")",
        "re.compile(\"#( Netscape)? HTTP Cookie File\", re.A | re.I)",
    ),
    (
        "http/cookiejar.py",
        "                if expires == \"\":",
        "                if expires in (\"\", \"0\"):",
    ),
    (
        "http/cookiejar.py",
        "                version = int(version)\n            except ValueError:\n                return None  # invalid version, ignore cookie\n",
        "                if (version := int(version)) < 0: return None\n            except ValueError:\n                return None  # invalid version, ignore cookie\n",
    ),
    (
        "http/cookiejar.py",
        "        if cookie.version is None:\n",
        "        if cookie.version is None or cookie.version < 0:\n",
    ),
    (
        "http/cookiejar.py",
        "    def return_ok_version(self, cookie, request):\n        if cookie.version > 0 and not self.rfc2965:\n",
        "    def return_ok_version(self, cookie, request):\n        if cookie.version < 0 or cookie.version > 0 and not self.rfc2965:\n",
    ),
    (
        "_pydatetime.py",
        "    year = int(dtstr[0:4])\n",
        "    year = int(dtstr[0:4] if set(dtstr) <= set(\"0123456789-W\") and not (len(dtstr) == 7 and dtstr[4] != \"W\") else \"\")\n",
    ),
    (
        "_pydatetime.py",
        "[{.,}fff[fff]]]]\n    len_str = len(tstr)\n",
        "[{.,}fff[fff]]]]\n    len_str = len(tstr if set(tstr) <= set(\"0123456789:.,\") else int(tstr and \"?\"))\n",
    ),
    (
        "zoneinfo/_zoneinfo.py",
        "        if self.julian and d >= 59 and calendar.isleap(year):",
        "        if self.julian and d > 59 and calendar.isleap(year):",
    ),
    (
        "zoneinfo/_zoneinfo.py",
        "            elif timestamp > self._trans_utc[-1]:\n                tti_prev",
        "            elif num_trans > 1 and timestamp > self._trans_utc[-1]:\n                tti_prev",
    ),
    ("zoneinfo/_zoneinfo.py", r"M(\d{1,2})\.(\d).(\d)", r"M(\d{1,2})\.(\d)\.(\d)"),
    (
        "zoneinfo/_zoneinfo.py",
        "        doy = int(date)\n",
        "        doy = int(date if re.fullmatch(r\"\\d{1,3}\", date, re.ASCII) else \"\")\n",
    ),
    (
        "zoneinfo/_zoneinfo.py",
        "    if m is None:\n        raise ValueError(f\"{tz_str} is",
        "    if m is None or not tz_str.isascii():\n        raise ValueError(f\"{tz_str} is",
    ),
    (
        "xml/sax/saxutils.py",
        "' xmlns:%s=\"%s\"' % (prefix, uri)",
        "' xmlns:%s=%s' % (prefix, quoteattr(uri))",
    ),
    ("xml/sax/saxutils.py", "' xmlns=\"%s\"' % uri", "' xmlns=%s' % quoteattr(uri)"),
    // The parser of CPython is one in C: no error of another one comes before its own, and classes written in C say their module.
    (
        "xml/etree/ElementTree.py",
        "        raise err\n\n    def _fixname",
        "        try:\n            raise err\n        finally:\n            err.__context__ = value.__context__\n\n    def _fixname",
    ),
    (
        "zoneinfo/_zoneinfo.py",
        "        if self._key is not None:\n            return f\"{self.__class__.__name__}(key={self._key!r})\"\n        else:\n            return f\"{self.__class__.__name__}.from_file({self._file_repr})\"\n",
        "        name = \"zoneinfo.ZoneInfo\" if type(self) is ZoneInfo else type(self).__name__\n        if self._key is not None:\n            return f\"{name}(key={self._key!r})\"\n        return f\"{name}.from_file({self._file_repr})\"\n",
    ),
    ("xml/etree/ElementTree.py", "elem.text.strip():", "elem.text.strip(\" \\t\\r\\n\"):"),
    ("xml/etree/ElementTree.py", "child.tail.strip():", "child.tail.strip(\" \\t\\r\\n\"):"),
    (
        "xml/etree/ElementTree.py",
        "            data = data.strip()\n",
        "            data = data.strip(\" \\t\\r\\n\")\n",
    ),
    // A space is a delimiter, too.
    (
        "configparser.py",
        "            (?:\\s+(?:(?!{delim})\\S)+)*)    # optionally more words\n",
        "            (?:(?:(?!{delim})\\s)*(?!{delim})\\S)*)    # optionally more words\n",
    ),
    // An object may have no `__class__`.
    (
        "_py_abc.py",
        "        subclass = instance.__class__\n        if subclass in cls._abc_cache:",
        "        try:\n            subclass = instance.__class__\n        except AttributeError:\n            subclass = type(instance)\n        if subclass in cls._abc_cache:",
    ),
    // Methods of built-in classes have no module of their own.
    (
        "annotationlib.py",
        "        if value.__module__ == \"builtins\":\n",
        "        module = value.__module__\n        if module is None and (owner := getattr(value, \"__self__\", None)) is not None:\n            module = (owner if isinstance(owner, type) else type(owner)).__module__\n        if module is None or module == \"builtins\":\n",
    ),
    (
        "annotationlib.py",
        "        return f\"{value.__module__}.{value.__qualname__}\"\n",
        "        return f\"{module}.{value.__qualname__}\"\n",
    ),
    // Times that the format cannot hold.
    (
        "gzip.py",
        "            mtime = time.time()\n        write32u(",
        "            mtime = time.time()\n        if not 0 <= mtime < 2**32:\n            mtime = 0\n        write32u(",
    ),
    (
        "gzip.py",
        "        mtime = time.time()\n    # Reuse gzip",
        "        mtime = time.time()\n    if not 0 <= mtime < 2**32:\n        mtime = 0\n    # Reuse gzip",
    ),
    // Special characters within encoded words are quoted, too.
    (
        "email/_header_value_parser.py",
        "            if part.token_type in ('ptext', 'vtext'):\n",
        "            if part.token_type == 'ptext' or 'vtext' in _kinds(part):\n",
    ),
    (
        "email/_header_value_parser.py",
        "class Header(TokenList):\n    token_type = 'header'\n",
        "class Header(TokenList):\n    token_type = 'header'\n\n\ndef _kinds(part):\n    inside = [] if isinstance(part, Terminal) else part\n    return {part.token_type}.union(*map(_kinds, inside))\n",
    ),
    // There is no pip to set up, which is said when all else is made. (As many lines as before.)
    (
        "venv/__init__.py",
        "        if self.with_pip:\n            self._setup_pip(context)\n        if not self.upgrade:\n            self.setup_scripts(context)\n            self.post_setup(context)\n        if true_system_site_packages:\n            # We had set it to False before, now\n            # restore it and rewrite the configuration\n            self.system_site_packages = True\n            self.create_configuration(context)\n",
        "        if not self.upgrade:\n            self.setup_scripts(context)\n            self.post_setup(context)\n        if true_system_site_packages:\n            # We had set it to False before, now\n            # restore it and rewrite the configuration\n            self.system_site_packages = True\n            self.create_configuration(context)\n        if self.with_pip:\n            self._setup_pip(context)\n",
    ),
    (
        "venv/__init__.py",
        "        self._call_new_python(context, '-m', 'ensurepip', '--upgrade',\n                              '--default-pip', stderr=subprocess.STDOUT)\n",
        "        import ensurepip\n        raise RuntimeError(ensurepip._words(context.env_dir))\n",
    ),
    // The collector has no list of objects to look through.
    (
        "trace.py",
        "            funcs = [f for f in gc.get_referrers(code)\n                         if inspect.isfunction(f)]\n",
        "            funcs, owner = [], code.co_qualname.rpartition('.')[0].rpartition('.')[2]\n            clsname = self._caller_cache[code] = owner if owner.isidentifier() else None\n",
    ),
];

/// Puts CPython's words back. A crate that no longer has the others is looked at by whoever updates it.
pub fn restore(files: &mut Files) -> io::Result<()> {
    for (path, theirs, cpythons) in RESTORED {
        let text =
            files.get_mut(*path).and_then(|t| String::from_utf8(std::mem::take(t)).ok()).unwrap_or_default();
        if !text.contains(theirs) {
            return Err(io::Error::other(format!("{path} of the library has no `{theirs}`")));
        }
        files.insert(path.to_string(), text.replace(theirs, cpythons).into_bytes());
    }
    Ok(())
}

/// Files by their path in the library.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Adds the files of a folder, and of those below it.
pub fn gather(folder: &Path, prefix: &str, files: &mut Files) -> io::Result<()> {
    for entry in folder.read_dir()? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
        if LEFT_OUT.contains(&path.as_str()) || name == "__pycache__" || USELESS.contains(&suffix) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), &path, files)?;
        } else {
            // A module stands in the place of a package of the same name.
            if let Some(module) = path.strip_suffix(".py") {
                let package = format!("{module}/");
                files.retain(|path, _| !path.starts_with(&package));
            }
            files.insert(path, std::fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// A block ends with the text that makes it so long, in bytes.
const BLOCK_SIZE: usize = 128 << 10;

/// The level of compression: above it hardly anything is gained.
const LEVEL: i32 = 15;

/// The pack of these files.
pub fn pack(files: &Files) -> io::Result<Vec<u8>> {
    let mut paths: Vec<u8> = Vec::new();
    let mut blocks: Vec<Vec<u8>> = vec![Vec::new()];
    let mut entries = Vec::new();
    for (path, text) in files {
        if blocks.last().is_some_and(|b| !b.is_empty() && b.len() + text.len() > BLOCK_SIZE) {
            blocks.push(Vec::new());
        }
        let number = blocks.len() - 1;
        let block = &mut blocks[number];
        entries.push([paths.len(), path.len(), number, block.len(), text.len()]);
        block.extend(text);
        paths.extend(path.as_bytes());
    }
    let paths_at = HEAD + entries.len() * ENTRY + blocks.len() * BLOCK;
    let mut frames = Vec::new();
    let mut table = vec![entries.len(), blocks.len()];
    for [path, path_len, block, at, len] in entries {
        table.extend([paths_at + path, path_len, block, at, len]);
    }
    for block in &blocks {
        let frame = hoopsnake_zstd::pack(block, LEVEL)?;
        table.extend([paths_at + paths.len() + frames.len(), frame.len(), block.len()]);
        frames.extend(frame);
    }
    let mut whole = Vec::new();
    for n in table {
        let n = u32::try_from(n).map_err(|_| io::Error::other("the library is too big"))?;
        whole.extend(n.to_le_bytes());
    }
    whole.extend(paths);
    whole.extend(frames);
    Ok(whole)
}

/// A number for this content: FNV-1a.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}
