"""Paths as objects."""
import os
import posixpath
import sys
from errno import ENOENT, ENOTDIR, EBADF, ELOOP

__all__ = ['PurePath', 'PurePosixPath', 'Path', 'PosixPath', 'UnsupportedOperation']

_GenericAlias = type(list[int])
_IGNORED = (ENOENT, ENOTDIR, EBADF, ELOOP)


def __getattr__(name):
    if name in ('PureWindowsPath', 'WindowsPath'):
        raise AttributeError(f"module 'pathlib' has no attribute {name!r}: only POSIX paths are there")
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


class UnsupportedOperation(NotImplementedError):
    """An operation that the system does not know."""


class _Parents:
    """The folders above a path, nearest first."""

    def __init__(self, path):
        self._path, self._drv, self._root, self._tail = path, path.drive, path.root, path._tail

    def __len__(self):
        return len(self._tail)

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return tuple(self[i] for i in range(*idx.indices(len(self))))
        if idx >= len(self) or idx < -len(self):
            raise IndexError(idx)
        if idx < 0:
            idx += len(self)
        return self._path._from_parts(self._root, self._tail[:-idx - 1])

    def __iter__(self):
        for i in range(len(self)):
            yield self[i]

    def __repr__(self):
        return f'<{type(self._path).__name__}.parents>'


class PurePath:
    """A path as text: nothing here asks the file system."""
    __slots__ = '_raw', '_str_cache', '_root_cache', '_tail_cache'
    parser = posixpath

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        paths = []
        for arg in args:
            if isinstance(arg, PurePath):
                paths.append(str(arg) if arg._tail or arg._root else arg._raw)
            else:
                try:
                    path = os.fspath(arg)
                except TypeError:
                    path = arg
                if not isinstance(path, str):
                    raise TypeError('argument should be a str or an os.PathLike object where __fspath__ returns a str, '
                                    f'not {type(path).__name__!r}')
                paths.append(path)
        self._raw = paths[0] if len(paths) == 1 else posixpath.join(*paths) if paths else ''

    def with_segments(self, *pathsegments):
        """A new path of the same kind; subclasses may pass more along."""
        return type(self)(*pathsegments)

    def _parse(self):
        raw = self._raw
        _, root, rest = posixpath.splitroot(raw)
        self._root_cache = root
        self._tail_cache = [sys.intern(p) for p in rest.split('/') if p and p != '.']

    @property
    def _root(self):
        try:
            return self._root_cache
        except AttributeError:
            self._parse()
            return self._root_cache

    @property
    def _tail(self):
        try:
            return self._tail_cache
        except AttributeError:
            self._parse()
            return self._tail_cache

    def _from_parts(self, root, tail):
        path = self.with_segments(root + '/'.join(tail) if root or tail else '')
        return path

    def __str__(self):
        try:
            return self._str_cache
        except AttributeError:
            self._str_cache = self._root + '/'.join(self._tail) or '.'
            return self._str_cache

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return f'{type(self).__name__}({str(self)!r})'

    def __reduce__(self):
        return self.__class__, (str(self),)

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        safe = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/')
        return 'file://' + ''.join(chr(b) if b in safe else f'%{b:02X}' for b in bytes(self))

    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return str(self) == str(other)

    def _key(self):
        return str(self).split('/')

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, PurePath) else NotImplemented

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    drive = property(lambda self: '', doc='The drive prefix (letter or UNC path), if any.')
    root = property(lambda self: self._root, doc='The root of the path, if any.')
    anchor = property(lambda self: self._root, doc="The concatenation of the drive and root, or ''.")

    @property
    def parts(self):
        return (self._root, *self._tail) if self._root else tuple(self._tail)

    @property
    def name(self):
        return self._tail[-1] if self._tail else ''

    @property
    def suffix(self):
        name = self.name
        i = name.rfind('.')
        return name[i:] if 0 < i < len(name) - 1 else ''

    @property
    def suffixes(self):
        name = self.name
        if name.endswith('.'):
            return []
        return ['.' + s for s in name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        name = self.name
        i = name.rfind('.')
        return name[:i] if 0 < i < len(name) - 1 else name

    @property
    def parent(self):
        tail = self._tail
        return self._from_parts(self._root, tail[:-1]) if tail else self

    @property
    def parents(self):
        return _Parents(self)

    def with_name(self, name):
        if not name or '/' in name or name == '.':
            raise ValueError(f'Invalid name {name!r}')
        if not self._tail:
            raise ValueError(f'{self!r} has an empty name')
        return self._from_parts(self._root, [*self._tail[:-1], name])

    def with_stem(self, stem):
        suffix = self.suffix
        if not suffix:
            return self.with_name(stem)
        if not stem:
            raise ValueError(f'{self!r} has a non-empty suffix')
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        stem = self.stem
        if not stem:
            raise ValueError(f'{self!r} has an empty name')
        if suffix and not (suffix.startswith('.') and len(suffix) > 1) or '/' in suffix:
            raise ValueError(f'Invalid suffix {suffix!r}')
        return self.with_name(stem + suffix)

    def joinpath(self, *pathsegments):
        return self.with_segments(self, *pathsegments)

    def relative_to(self, other, *, walk_up=False):
        """This path as seen from another one above it."""
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        for step, path in enumerate([other, *other.parents]):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f'{str(self)!r} is not in the subpath of {str(other)!r}')
            if path.name == '..':
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        else:
            raise ValueError(f'{str(self)!r} and {str(other)!r} have different anchors')
        return self._from_parts('', ['..'] * step + self._tail[len(path._tail):])

    def is_relative_to(self, other):
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        return other == self or other in self.parents

    def is_absolute(self):
        return bool(self._root)

    def is_reserved(self):
        import warnings
        warnings._deprecated('pathlib.PurePath.is_reserved', "pathlib.PurePath.is_reserved() is deprecated and scheduled for "
                             'removal in Python 3.15. Use os.path.isreserved() to detect reserved paths on Windows.',
                             remove=(3, 15))
        return False

    def match(self, path_pattern, *, case_sensitive=None):
        """Whether the last parts (all parts of an absolute pattern) fit."""
        pattern = path_pattern if isinstance(path_pattern, PurePath) else self.with_segments(path_pattern)
        if not pattern.parts:
            raise ValueError('empty pattern')
        mine, wanted = self.parts[::-1], pattern.parts[::-1]
        if len(mine) < len(wanted) or len(mine) > len(wanted) and pattern.anchor:
            return False
        return all(_fits(a, '*' if b == '**' else b, case_sensitive) for a, b in zip(mine, wanted))

    def full_match(self, pattern, *, case_sensitive=None):
        """Whether the whole path fits; ** stands for any number of parts."""
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)

        def fits(mine, wanted):
            if not wanted:
                return not mine
            if wanted[0] == '**':
                return any(fits(mine[i:], wanted[1:]) for i in range(len(mine) + 1))
            return bool(mine) and _fits(mine[0], wanted[0], case_sensitive) and fits(mine[1:], wanted[1:])
        return fits(self.parts, pattern.parts)

    __class_getitem__ = classmethod(_GenericAlias)


def _fits(name, pattern, case_sensitive=None):
    from fnmatch import _match, _parse
    if case_sensitive is False:
        name, pattern = name.lower(), pattern.lower()
    return _match(name, _parse(pattern))


class PurePosixPath(PurePath):
    """A path of a POSIX system as text."""
    __slots__ = ()


class Path(PurePath):
    """A path in the file system."""
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return object.__new__(PosixPath if cls is Path else cls)

    @classmethod
    def from_uri(cls, uri):
        if not uri.startswith('file:'):
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        path = uri[5:]
        if path.startswith('///'):
            path = path[2:]
        elif path.startswith('//localhost/'):
            path = path[11:]
        data, i = bytearray(), 0
        raw = path.encode()
        while i < len(raw):
            if raw[i] == 37 and len(raw) >= i + 3:
                data.append(int(raw[i + 1:i + 3], 16))
                i += 3
            else:
                data.append(raw[i])
                i += 1
        result = cls(os.fsdecode(bytes(data)))
        if not result.is_absolute():
            raise ValueError(f'URI is not absolute: {uri!r}')
        return result

    def stat(self, *, follow_symlinks=True):
        return os.stat(self) if follow_symlinks else os.lstat(self)

    def lstat(self):
        return os.lstat(self)

    def _mode(self, follow=True):
        """The file's kind, or None where there is no such file."""
        try:
            return self.stat(follow_symlinks=follow).st_mode & 0o170000
        except OSError as e:
            if e.errno in _IGNORED:
                return None
            raise
        except ValueError:
            return None

    def exists(self, *, follow_symlinks=True):
        return self._mode(follow_symlinks) is not None

    def is_dir(self, *, follow_symlinks=True):
        return self._mode(follow_symlinks) == 0o040000

    def is_file(self, *, follow_symlinks=True):
        return self._mode(follow_symlinks) == 0o100000

    def is_symlink(self):
        return self._mode(False) == 0o120000

    def is_junction(self):
        return False

    def is_mount(self):
        return posixpath.ismount(self)

    def is_block_device(self):
        return self._mode() == 0o060000

    def is_char_device(self):
        return self._mode() == 0o020000

    def is_fifo(self):
        return self._mode() == 0o010000

    def is_socket(self):
        return self._mode() == 0o140000

    def samefile(self, other_path):
        other = other_path.stat() if hasattr(other_path, 'stat') else os.stat(other_path)
        return posixpath.samestat(self.stat(), other)

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        import io
        if 'b' not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        with self.open('rb', buffering=0) as f:
            return f.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        with self.open('r', encoding=encoding, errors=errors, newline=newline) as f:
            return f.read()

    def write_bytes(self, data):
        view = memoryview(data)
        with self.open('wb') as f:
            return f.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError(f'data must be str, not {data.__class__.__name__}')
        with self.open('w', encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    def iterdir(self):
        """The entries of a folder, in no order."""
        root = str(self)
        names = os.listdir(root)
        if root == '.':
            return (self.with_segments(name) for name in names)
        return (self / name for name in names)

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The files below that fit a relative pattern."""
        if not isinstance(pattern, PurePath):
            text = pattern
            pattern = self.with_segments(pattern)
        else:
            text = str(pattern)
        if pattern.anchor:
            raise NotImplementedError('Non-relative patterns are unsupported')
        parts = list(pattern._tail)
        if not parts:
            raise ValueError(f'Unacceptable pattern: {pattern!r}')
        only_dirs = text.endswith('/')
        seen = set()
        for path in self._select(parts, case_sensitive, recurse_symlinks, only_dirs):
            if path not in seen:
                seen.add(path)
                yield path

    def _select(self, parts, case_sensitive, recurse_symlinks, only_dirs):
        part, rest = parts[0], parts[1:]
        if part == '**':
            folders = self._folders(recurse_symlinks)
            for folder in folders:
                if rest:
                    yield from folder._select(rest, case_sensitive, recurse_symlinks, only_dirs)
                else:
                    yield folder
                    if not only_dirs:
                        for entry in folder._entries():
                            if not entry.is_dir(follow_symlinks=recurse_symlinks):
                                yield folder / entry.name
            return
        if not any(c in part for c in '*?[') and case_sensitive is not False:
            path = self / part
            if rest:
                if path.is_dir():
                    yield from path._select(rest, case_sensitive, recurse_symlinks, only_dirs)
            elif path.is_dir() if only_dirs else path.exists(follow_symlinks=False):
                yield path
            return
        for entry in self._entries():
            if _fits(entry.name, part, case_sensitive):
                try:
                    is_dir = entry.is_dir()
                except OSError:
                    is_dir = False
                if rest:
                    if is_dir:
                        yield from (self / entry.name)._select(rest, case_sensitive, recurse_symlinks, only_dirs)
                elif is_dir or not only_dirs:
                    yield self / entry.name

    def _entries(self):
        try:
            with os.scandir(self) as it:
                return list(it)
        except OSError:
            return []

    def _folders(self, follow):
        """This folder and all below, parents first."""
        yield self
        for entry in self._entries():
            try:
                go = entry.is_dir(follow_symlinks=follow)
            except OSError:
                go = False
            if go:
                yield from (self / entry.name)._folders(follow)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        text = pattern if isinstance(pattern, str) else str(pattern)
        if text.startswith('/'):
            raise NotImplementedError('Non-relative patterns are unsupported')
        return self.glob('**/' + text, case_sensitive=case_sensitive, recurse_symlinks=recurse_symlinks)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """Like os.walk, with paths."""
        stack = [self]
        while stack:
            path = stack.pop()
            if isinstance(path, tuple):
                yield path
                continue
            try:
                with os.scandir(path) as it:
                    entries = list(it)
            except OSError as error:
                if on_error is not None:
                    on_error(error)
                continue
            dirs, files = [], []
            for entry in entries:
                try:
                    is_dir = entry.is_dir(follow_symlinks=follow_symlinks)
                except OSError:
                    is_dir = False
                (dirs if is_dir else files).append(entry.name)
            if top_down:
                yield path, dirs, files
            else:
                stack.append((path, dirs, files))
            stack.extend(path / d for d in reversed(dirs))

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls('~').expanduser()

    def absolute(self):
        if self.is_absolute():
            return self
        return self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        return self.with_segments(posixpath.realpath(self, strict=strict))

    def expanduser(self):
        if not self._root and self._tail and self._tail[0][:1] == '~':
            home = posixpath.expanduser(self._tail[0])
            if home[:1] == '~':
                raise RuntimeError('Could not determine home directory.')
            return self.with_segments(home, *self._tail[1:])
        return self

    def owner(self, *, follow_symlinks=True):
        import pwd
        return pwd.getpwuid(self.stat(follow_symlinks=follow_symlinks).st_uid).pw_name

    def group(self, *, follow_symlinks=True):
        import grp
        return grp.getgrgid(self.stat(follow_symlinks=follow_symlinks).st_gid).gr_name

    def readlink(self):
        return self.with_segments(os.readlink(self))

    def touch(self, mode=0o666, exist_ok=True):
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass
        flags = os.O_CREAT | os.O_WRONLY
        if not exist_ok:
            flags |= os.O_EXCL
        os.close(os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        os.rmdir(self)

    def rename(self, target):
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        os.replace(self, target)
        return self.with_segments(target)

    def symlink_to(self, target, target_is_directory=False):
        os.symlink(target, self)

    def hardlink_to(self, target):
        os.link(target, self)


class PosixPath(Path, PurePosixPath):
    """A path in a POSIX file system."""
    __slots__ = ()
