"""Path names as text: `os.path`."""
import posix

__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'splitroot', 'split', 'splitext', 'basename', 'dirname',
           'commonprefix', 'getsize', 'getmtime', 'getatime', 'getctime', 'islink', 'exists', 'lexists', 'isdir', 'isfile',
           'ismount', 'expanduser', 'expandvars', 'normpath', 'abspath', 'samefile', 'sameopenfile', 'samestat', 'curdir',
           'pardir', 'sep', 'pathsep', 'defpath', 'altsep', 'extsep', 'devnull', 'realpath', 'supports_unicode_filenames',
           'relpath', 'commonpath', 'isjunction', 'isdevdrive', 'isreserved']

curdir, pardir, extsep, sep, pathsep = '.', '..', '.', '/', ':'
defpath, altsep, devnull = '/bin:/usr/bin', None, '/dev/null'
supports_unicode_filenames = False


def _fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    cls = type(path)
    try:
        method = cls.__fspath__
    except AttributeError:
        raise TypeError(f'expected str, bytes or os.PathLike object, not {cls.__name__}') from None
    result = method(path)
    if isinstance(result, (str, bytes)):
        return result
    raise TypeError(f'expected {cls.__name__}.__fspath__() to return str or bytes, not {type(result).__name__}')


def _like(path, text):
    """A separator or dot of the kind that the path is of."""
    return text.encode() if isinstance(path, bytes) else text


def _check_kinds(name, *args):
    kinds = set()
    for a in args:
        if isinstance(a, (str, bytes)):
            kinds.add(type(a) if type(a) in (str, bytes) else str if isinstance(a, str) else bytes)
        else:
            raise TypeError(f'{name}() argument must be str, bytes, or os.PathLike object, not {a.__class__.__name__!r}') from None
    if len(kinds) > 1:
        raise TypeError("Can't mix strings and bytes in path components") from None


def normcase(s):
    return _fspath(s)


def isabs(s):
    s = _fspath(s)
    return s.startswith(_like(s, '/'))


def join(a, *p):
    path = _fspath(a)
    sep = _like(path, '/')
    try:
        for b in map(_fspath, p):
            if b.startswith(sep) or not path:
                path = b
            elif path.endswith(sep):
                path += b
            else:
                path += sep + b
    except TypeError:
        _check_kinds('join', path, *p)
        raise
    return path


def split(p):
    p = _fspath(p)
    sep = _like(p, '/')
    i = p.rfind(sep) + 1
    head, tail = p[:i], p[i:]
    if head and head != sep * len(head):
        head = head.rstrip(sep)
    return head, tail


def splitext(p):
    p = _fspath(p)
    dot = p.rfind(_like(p, '.'))
    start = p.rfind(_like(p, '/')) + 1
    # Dots at the start of a name begin no extension.
    if dot > start and p[start:dot].strip(_like(p, '.')):
        return p[:dot], p[dot:]
    return p, p[:0]


def splitdrive(p):
    p = _fspath(p)
    return p[:0], p


def splitroot(p):
    p = _fspath(p)
    sep, empty = _like(p, '/'), p[:0]
    if p[:1] != sep:
        return empty, empty, p
    if p[1:2] != sep or p[2:3] == sep:
        return empty, sep, p[1:]
    return empty, p[:2], p[2:]


def basename(p):
    p = _fspath(p)
    return p[p.rfind(_like(p, '/')) + 1:]


def dirname(p):
    return split(p)[0]


def commonprefix(m):
    """The longest text that all of a list start with."""
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(_fspath, m))
    first, last = min(m), max(m)
    for i, c in enumerate(first):
        if c != last[i]:
            return first[:i]
    return first


def _stat(path, follow=True):
    try:
        return posix.stat(path) if follow else posix.lstat(path)
    except (OSError, ValueError):
        return None


def _kind(st, kind):
    return st is not None and st.st_mode & 0o170000 == kind


def exists(path):
    return _stat(path) is not None


def lexists(path):
    return _stat(path, False) is not None


def isdir(s):
    return _kind(_stat(s), 0o040000)


def isfile(path):
    return _kind(_stat(path), 0o100000)


def islink(path):
    try:
        return _kind(_stat(path, False), 0o120000)
    except AttributeError:
        return False


def isjunction(path):
    _fspath(path)
    return False


isdevdrive = isreserved = isjunction


def getsize(filename):
    return posix.stat(filename).st_size


def getmtime(filename):
    return posix.stat(filename).st_mtime


def getatime(filename):
    return posix.stat(filename).st_atime


def getctime(filename):
    return posix.stat(filename).st_ctime


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    return samestat(posix.stat(f1), posix.stat(f2))


def sameopenfile(fp1, fp2):
    return samestat(posix.fstat(fp1), posix.fstat(fp2))


def ismount(path):
    here = _stat(path, False)
    if here is None or _kind(here, 0o120000):
        return False
    path = _fspath(path)
    above = _stat(realpath(join(path, _like(path, '..'))), False)
    if above is None:
        return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def expanduser(path):
    """~ and ~user: home directories."""
    path = _fspath(path)
    if not path.startswith(_like(path, '~')):
        return path
    i = path.find(_like(path, '/'), 1)
    if i < 0:
        i = len(path)
    import os
    if i == 1:
        home = os.environ.get('HOME')
        if home is None:
            try:
                import pwd
                home = pwd.getpwuid(posix.getuid()).pw_dir
            except (ImportError, KeyError):
                return path
    else:
        try:
            import pwd
            name = path[1:i]
            home = pwd.getpwnam(os.fsdecode(name)).pw_dir
        except (ImportError, KeyError):
            return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
    home = home.rstrip(_like(path, '/'))
    return home + path[i:] or _like(path, '/')


def expandvars(path):
    """$name and ${name}: variables of the environment; unknown ones stay."""
    import os
    path = _fspath(path)
    raw = isinstance(path, bytes)
    text = os.fsdecode(path)
    out, i = [], 0
    while (at := text.find('$', i)) >= 0:
        out.append(text[i:at])
        if text.startswith('{', at + 1):
            close = text.find('}', at + 2)
            if close < 0:
                i = at
                break
            name, end = text[at + 2:close], close + 1
        else:
            end = at + 1
            while end < len(text) and (text[end] == '_' or text[end].isalnum() and text[end].isascii()):
                end += 1
            name = text[at + 1:end]
        value = os.environ.get(name) if name else None
        out.append(text[at:end] if value is None else value)
        i = end
    text = ''.join(out) + text[i:]
    return os.fsencode(text) if raw else text


def normpath(path):
    """Without double slashes, `.` and `name/..`."""
    path = _fspath(path)
    sep, dot, dotdot = _like(path, '/'), _like(path, '.'), _like(path, '..')
    if not path:
        return dot
    _, root, path = splitroot(path)
    parts = []
    for part in path.split(sep):
        if not part or part == dot:
            continue
        if part != dotdot or not root and not parts or parts and parts[-1] == dotdot:
            parts.append(part)
        elif parts:
            parts.pop()
    return root + sep.join(parts) or dot


def abspath(path):
    path = _fspath(path)
    if not path.startswith(_like(path, '/')):
        path = join(posix.getcwd().encode() if isinstance(path, bytes) else posix.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """The path without symbolic links."""
    filename = _fspath(filename)
    sep, dot, dotdot = _like(filename, '/'), _like(filename, '.'), _like(filename, '..')
    rest = filename.split(sep)[::-1]
    path = sep if filename.startswith(sep) else posix.getcwd().encode() if isinstance(filename, bytes) else posix.getcwd()
    seen = {}
    while rest:
        name = rest.pop()
        if name is None:
            # The end of a link's target: now its resolution is known.
            seen[rest.pop()] = path
            continue
        if not name or name == dot:
            continue
        if name == dotdot:
            path = path[:path.rindex(sep)] or sep
            continue
        new = path + name if path == sep else path + sep + name
        try:
            st = posix.lstat(new)
            link = st.st_mode & 0o170000 == 0o120000
        except OSError:
            if strict:
                raise
            link = False
        if not link:
            path = new
            continue
        if new in seen:
            path = seen[new]
            if path is not None:
                continue
            if strict:
                posix.stat(new)
            path = new
            continue
        seen[new] = None
        target = posix.readlink(new)
        if target.startswith(sep):
            path = sep
        rest.append(new)
        rest.append(None)
        rest.extend(target.split(sep)[::-1])
    return path


def relpath(path, start=None):
    path = _fspath(path)
    if not path:
        raise ValueError('no path specified')
    sep, dotdot = _like(path, '/'), _like(path, '..')
    start = _like(path, '.') if start is None else _fspath(start)
    _check_kinds('relpath', path, start)
    a = [x for x in abspath(start).split(sep) if x]
    b = [x for x in abspath(path).split(sep) if x]
    i = len(commonprefix([a, b]))
    parts = [dotdot] * (len(a) - i) + b[i:]
    return sep.join(parts) if parts else _like(path, '.')


def commonpath(paths):
    paths = tuple(map(_fspath, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    _check_kinds('commonpath', *paths)
    sep, dot = _like(paths[0], '/'), _like(paths[0], '.')
    if len({p.startswith(sep) for p in paths}) != 1:
        raise ValueError("Can't mix absolute and relative paths") from None
    split_paths = [[c for c in p.split(sep) if c and c != dot] for p in paths]
    first, last = min(split_paths), max(split_paths)
    common = first
    for i, c in enumerate(first):
        if c != last[i]:
            common = first[:i]
            break
    return (sep if paths[0].startswith(sep) else sep[:0]) + sep.join(common)
