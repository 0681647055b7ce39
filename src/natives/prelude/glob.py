"""Files by pattern: * ? [seq], and ** for any number of folders."""
import os
from fnmatch import _match, _parse

__all__ = ['escape', 'glob', 'iglob', 'translate']


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """A list of the paths that fit."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    if dir_fd is not None:
        raise NotImplementedError('dir_fd unavailable on this platform')
    root = os.fspath(root_dir) if root_dir is not None else pathname[:0]
    found = _iglob(pathname, root, recursive, False, include_hidden)
    if not pathname or recursive and _is_recursive(pathname[:2]):
        # The empty path stands for the root itself.
        first = next(found, None)
        if first is not None and first:
            return _chain(first, found)
    return found


def _chain(first, rest):
    yield first
    yield from rest


def has_magic(s):
    return any(c in s for c in (b'*?[' if isinstance(s, bytes) else '*?['))


def _is_recursive(pattern):
    return pattern == (b'**' if isinstance(pattern, bytes) else '**')


def _hidden(name):
    return name[:1] in (b'.', '.')


def _join(folder, name):
    return os.path.join(folder, name) if folder and name else folder or name


def _names(folder, only_dirs):
    """What is in a folder, as the system lists it; nothing where it cannot be read."""
    try:
        with os.scandir(folder or (b'.' if isinstance(folder, bytes) else '.')) as it:
            for entry in it:
                try:
                    if not only_dirs or entry.is_dir():
                        yield entry.name
                except OSError:
                    pass
    except OSError:
        return


def _below(root, only_dirs, hidden):
    """All relative paths under a folder."""
    for name in list(_names(root, only_dirs)):
        if hidden or not _hidden(name):
            yield name
            for deeper in _below(_join(root, name), only_dirs, hidden):
                yield _join(name, deeper)


def _iglob(pathname, root, recursive, only_dirs, hidden):
    folder, base = os.path.split(pathname)
    if not has_magic(pathname):
        if base:
            if os.path.lexists(_join(root, pathname)):
                yield pathname
        elif os.path.isdir(_join(root, folder)):
            yield pathname
        return
    if not folder:
        yield from _in_folder(root, base, recursive, only_dirs, hidden)
        return
    if folder != pathname and has_magic(folder):
        folders = _iglob(folder, root, recursive, True, hidden)
    else:
        folders = [folder]
    for f in folders:
        for name in _in_folder(_join(root, f), base, recursive, only_dirs, hidden):
            yield os.path.join(f, name)


def _in_folder(folder, base, recursive, only_dirs, hidden):
    if not has_magic(base):
        if base:
            if os.path.lexists(_join(folder, base)):
                yield base
        elif os.path.isdir(folder):
            yield base
    elif recursive and _is_recursive(base):
        if not folder or os.path.isdir(folder):
            yield base[:0]
        yield from _below(folder, only_dirs, hidden)
    else:
        text = base.decode('latin-1') if isinstance(base, bytes) else base
        parts = _parse(text)
        show_hidden = hidden or text[:1] == '.'
        for name in list(_names(folder, only_dirs)):
            if (show_hidden or not _hidden(name)) and _match(
                    name.decode('latin-1') if isinstance(name, bytes) else name, parts):
                yield name


def escape(pathname):
    """The pattern that fits this path only."""
    if isinstance(pathname, bytes):
        return b''.join(b'[%c]' % c if c in b'*?[' else bytes([c]) for c in pathname)
    return ''.join(f'[{c}]' if c in '*?[' else c for c in pathname)


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """A regular expression that fits the same paths."""
    import re
    import fnmatch
    seps = seps or os.path.sep
    any_sep = f"[{''.join(map(re.escape, seps))}]" if len(seps) > 1 else re.escape(seps)
    not_sep = f"[^{''.join(map(re.escape, seps))}]"
    if include_hidden:
        one_last, one, many, many_last = f'{not_sep}+', f'{not_sep}+{any_sep}', f'(?:.+{any_sep})?', '.*'
    else:
        one_last = f'[^{re.escape(seps)}.]{not_sep}*'
        one = f'{one_last}{any_sep}'
        many, many_last = f'(?:{one})*', f'(?:{one})*(?:{one_last})?'
    out = []
    parts = re.split(any_sep, pat)
    for i, part in enumerate(parts):
        final = i == len(parts) - 1
        if part == '*':
            out.append(one_last if final else one)
        elif recursive and part == '**':
            if final:
                out.append(many_last)
            elif parts[i + 1] != '**':
                out.append(many)
        else:
            if part:
                if not include_hidden and part[0] in '*?':
                    out.append(r'(?!\.)')
                for p in _parse(part):
                    out.append(f'{not_sep}*' if p == '*' else not_sep if p == '?' else
                               fnmatch.translate(p[1] if p[1] not in '*?[' else f'[{p[1]}]')[4:-3] if p[0] == '=' else
                               f"[{'^' if p[0] else ''}{''.join(a if a == b else f'{a}-{b}' for a, b in p[1])}]")
            if not final:
                out.append(any_sep)
    return rf'(?s:{"".join(out)})\Z'
