"""The operating system: files, processes, environment. What the system itself does is native (`posix`)."""
import sys
import posix
import posixpath as path
from posix import *
from posix import _exit
from posix import fspath
from posixpath import curdir, pardir, sep, pathsep, defpath, extsep, altsep, devnull

sys.modules['os.path'] = path
name = 'posix'
linesep = '\n'
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
P_WAIT, P_NOWAIT, P_NOWAITO = 0, 1, 1


def __getattr__(attr):
    if attr == 'PathLike':
        _make_path_like()
        return PathLike
    raise AttributeError(f'module {__name__!r} has no attribute {attr!r}')


def _make_path_like():
    global PathLike
    from abc import ABC, abstractmethod

    class PathLike(ABC):
        """Abstract base class for implementing the file system path protocol."""
        __slots__ = ()

        @abstractmethod
        def __fspath__(self):
            raise NotImplementedError

        @classmethod
        def __subclasshook__(cls, subclass):
            if cls is PathLike:
                return any('__fspath__' in c.__dict__ for c in subclass.__mro__) or NotImplemented
            return NotImplemented

        __class_getitem__ = classmethod(type(list[int]))
    PathLike.__qualname__ = 'PathLike'


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode('utf-8', 'surrogateescape') if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode('utf-8', 'surrogateescape') if isinstance(filename, bytes) else filename


class _Environ:
    """The environment as a mapping of texts; changes reach child processes."""

    def __init__(self, data):
        self._data = data

    def _encode(self, value):
        if not isinstance(value, str):
            raise TypeError('str expected, not %s' % type(value).__name__)
        return value.encode('utf-8', 'surrogateescape')

    def __getitem__(self, key):
        try:
            value = self._data[self._encode(key)]
        except KeyError:
            raise KeyError(key) from None
        return value.decode('utf-8', 'surrogateescape')

    def __setitem__(self, key, value):
        key, value = self._encode(key), self._encode(value)
        posix.putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self._encode(key)
        posix.unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        for key in list(self._data):
            yield key.decode('utf-8', 'surrogateescape')

    def __len__(self):
        return len(self._data)

    def __contains__(self, key):
        return self._encode(key) in self._data

    def __repr__(self):
        return f"environ({{{', '.join(f'{k!r}: {v!r}' for k, v in self.items())}}})"

    def get(self, key, default=None):
        return self[key] if key in self else default

    def keys(self):
        from collections.abc import KeysView
        return KeysView(self)

    def values(self):
        from collections.abc import ValuesView
        return ValuesView(self)

    def items(self):
        return [(k, self[k]) for k in self]

    def pop(self, key, *default):
        if key not in self and default:
            return default[0]
        value = self[key]
        del self[key]
        return value

    def popitem(self):
        for key in self:
            return key, self.pop(key)
        raise KeyError

    def clear(self):
        for key in self:
            del self[key]

    def update(self, other=(), /, **kwds):
        for key, value in dict(other, **kwds).items():
            self[key] = value

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def copy(self):
        return dict(self)

    def __eq__(self, other):
        try:
            return dict(self.items()) == dict(other.items())
        except AttributeError:
            return NotImplemented

    def __or__(self, other):
        return {**self, **other} if hasattr(other, 'keys') else NotImplemented

    def __ror__(self, other):
        return {**other, **self} if hasattr(other, 'keys') else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self


environ = _Environ({fsencode(k): fsencode(v) for k, v in posix.environ.items()})


def getenv(key, default=None):
    return environ.get(key, default)


def getenvb(key, default=None):
    return environ._data.get(key, default)


supports_bytes_environ = True
# What the native functions take beyond a path.
supports_fd, supports_dir_fd, supports_effective_ids, supports_follow_symlinks = set(), set(), set(), {stat}


def makedirs(name, mode=0o777, exist_ok=False):
    """mkdir with all parents that are missing."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == (b'.' if isinstance(tail, bytes) else '.'):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """rmdir, then the parents as long as they are empty."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Yields (folder, names of folders in it, names of files in it) for a whole tree."""
    stack = [fspath(top)]
    while stack:
        top = stack.pop()
        if isinstance(top, tuple):
            yield top
            continue
        dirs, nondirs, follow = [], [], []
        try:
            entries = scandir(top)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        failed = False
        with entries:
            while True:
                try:
                    entry = next(entries)
                except StopIteration:
                    break
                except OSError as error:
                    if onerror is not None:
                        onerror(error)
                    failed = True
                    break
                try:
                    is_dir = entry.is_dir()
                except OSError:
                    is_dir = False
                (dirs if is_dir else nondirs).append(entry.name)
                if not topdown and is_dir:
                    try:
                        if followlinks or not entry.is_symlink():
                            follow.append(entry.path)
                    except OSError:
                        follow.append(entry.path)
        if failed:
            continue
        if topdown:
            yield top, dirs, nondirs
            for name in reversed(dirs):
                new = path.join(top, name)
                if followlinks or not path.islink(new):
                    stack.append(new)
        else:
            stack.append((top, dirs, nondirs))
            stack.extend(reversed(follow))


def get_exec_path(env=None):
    text = (environ if env is None else env).get('PATH')
    return (defpath if text is None else fsdecode(text)).split(pathsep)


def execl(file, *args):
    execv(file, args)


def execle(file, *args):
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    execvp(file, args)


def execvp(file, args):
    _execvpe(file, args)


def execvpe(file, args, env):
    _execvpe(file, args, env)


def _execvpe(file, args, env=None):
    call, rest = (execve, (args, env)) if env is not None else (execv, (args,))
    if path.dirname(file):
        call(file, *rest)
        return
    saved = last = None
    for folder in map(fsencode, get_exec_path(env)):
        try:
            call(path.join(folder, fsencode(file)), *rest)
        except (FileNotFoundError, NotADirectoryError) as e:
            last = e
        except OSError as e:
            last = e
            saved = saved or e
    raise saved or last


def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    if not isinstance(fd, int):
        raise TypeError('invalid fd type (%s, expected integer)' % type(fd))
    import io
    if 'b' not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def popen(cmd, mode='r', buffering=-1):
    """A pipe to or from a command of the shell."""
    if not isinstance(cmd, str):
        raise TypeError('invalid cmd type (%s, expected string)' % type(cmd))
    if mode not in ('r', 'w'):
        raise ValueError('invalid mode %r' % mode)
    if buffering == 0 or buffering is None:
        raise ValueError('popen() does not support unbuffered streams')
    import subprocess
    if mode == 'r':
        proc = subprocess.Popen(cmd, shell=True, text=True, stdout=subprocess.PIPE, bufsize=buffering)
        return _Pipe(proc.stdout, proc)
    proc = subprocess.Popen(cmd, shell=True, text=True, stdin=subprocess.PIPE, bufsize=buffering)
    return _Pipe(proc.stdin, proc)


class _Pipe:
    def __init__(self, stream, proc):
        self._stream, self._proc = stream, proc

    def close(self):
        self._stream.close()
        code = self._proc.wait()
        return None if code == 0 else code << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def process_cpu_count():
    """How many processors this process may use."""
    return len(sched_getaffinity(0)) if hasattr(posix, 'sched_getaffinity') else cpu_count()
