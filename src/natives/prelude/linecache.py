"""Lines of source files, read once and kept."""
__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache']

# File name: (size, time of change or None, lines, full name), or a one-tuple with a function that returns the text.
cache = {}


def clearcache():
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """One line with its line end, or '' where there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Drops what has changed on disk since it was read."""
    import os
    for name in list(cache) if filename is None else [filename] if filename in cache else []:
        entry = cache[name]
        if len(entry) == 1 or entry[1] is None:
            continue
        try:
            stat = os.stat(entry[3])
        except (OSError, ValueError):
            cache.pop(name, None)
        else:
            if entry[0] != stat.st_size or entry[1] != stat.st_mtime:
                cache.pop(name, None)


def _is_made_up(filename):
    return not filename or filename.startswith('<') and filename.endswith('>')


def updatecache(filename, module_globals=None):
    entry = cache.pop(filename, None)
    if _is_made_up(filename):
        return []
    import os
    fullname = filename
    try:
        stat = os.stat(fullname)
    except (OSError, ValueError):
        if entry is None and lazycache(filename, module_globals):
            entry = cache[filename]
        if entry is not None and len(entry) == 1:
            try:
                data = entry[0]()
            except (ImportError, OSError):
                pass
            else:
                if data is None:
                    return []
                cache[filename] = len(data), None, [line + '\n' for line in data.splitlines()], fullname
                return cache[filename][2]
        if os.path.isabs(filename):
            return []
        import sys
        for folder in sys.path:
            try:
                fullname = os.path.join(folder, filename)
                stat = os.stat(fullname)
                break
            except (TypeError, AttributeError, OSError, ValueError):
                pass
        else:
            return []
    try:
        with open(fullname, encoding=_encoding(fullname)) as f:
            lines = f.readlines()
    except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
        return []
    if not lines:
        lines = ['\n']
    elif not lines[-1].endswith('\n'):
        lines[-1] += '\n'
    cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
    return lines


def _encoding(filename):
    """What the byte order mark or a coding line among the first two says."""
    with open(filename, 'rb') as f:
        head = [f.readline(), f.readline()]
    if head[0].startswith(b'\xef\xbb\xbf'):
        return 'utf-8-sig'
    for line in head:
        before, found, after = line.partition(b'coding')
        if found and before.lstrip().startswith(b'#') and after[:1] in (b':', b'='):
            name = after[1:].strip().split()[0] if after[1:].strip() else b''
            return bytes(c for c in name if chr(c).isalnum() or c in b'-_.').decode() or 'utf-8'
        if line.strip() and not line.lstrip().startswith(b'#'):
            break
    return 'utf-8'


def lazycache(filename, module_globals):
    """Remembers how to get the text from the module's loader, for when the module's globals are gone."""
    if filename in cache:
        return len(cache[filename]) == 1
    if _is_made_up(filename) or not module_globals or '__name__' not in module_globals:
        return False
    spec = module_globals.get('__spec__')
    name = getattr(spec, 'name', None) or module_globals['__name__']
    loader = getattr(spec, 'loader', None) or module_globals.get('__loader__')
    get_source = getattr(loader, 'get_source', None)
    if name and get_source:
        cache[filename] = (lambda: get_source(name),)
        return True
    return False
