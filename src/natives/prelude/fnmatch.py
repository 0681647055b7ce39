"""File names and patterns of the shell: * ? [seq] [!seq]."""
__all__ = ['filter', 'fnmatch', 'fnmatchcase', 'translate']


def fnmatch(name, pat):
    from posixpath import normcase
    return fnmatchcase(normcase(name), normcase(pat))


def fnmatchcase(name, pat):
    if isinstance(name, bytes):
        name, pat = name.decode('latin-1'), pat.decode('latin-1')
    return _match(name, _parse(pat))


def filter(names, pat):
    """The names that fit."""
    if isinstance(pat, bytes):
        pat, names = pat.decode('latin-1'), list(names)
        parts = _parse(pat)
        return [n for n in names if _match(n.decode('latin-1'), parts)]
    from posixpath import normcase
    parts = _parse(normcase(pat))
    return [n for n in names if _match(normcase(n), parts)]


def _parse(pat):
    """The pattern as a list: '*', '?', a character, or (negated, ranges)."""
    parts, i, n = [], 0, len(pat)
    while i < n:
        c = pat[i]
        i += 1
        if c == '*':
            if not parts or parts[-1] != '*':
                parts.append('*')
        elif c == '?':
            parts.append('?')
        elif c == '[':
            j = i + (pat[i:i + 1] == '!')
            j += pat[j:j + 1] == ']'
            end = pat.find(']', j)
            if end < 0:
                parts.append(('=', '['))
                continue
            body = pat[i:end]
            i = end + 1
            negated = body[:1] == '!'
            parts.append((negated, _ranges(body[negated:])))
        else:
            parts.append(('=', c))
    return parts


def _ranges(body):
    ranges, k = [], 0
    while k < len(body):
        if body[k + 1:k + 2] == '-' and k + 2 < len(body):
            if body[k] <= body[k + 2]:
                ranges.append((body[k], body[k + 2]))
            k += 3
        else:
            ranges.append((body[k], body[k]))
            k += 1
    return ranges


def _match(name, parts):
    """Goes back to the last star only: a star before it could give nothing that this one cannot."""
    i = p = 0
    star = -1
    mark = 0
    while True:
        if p < len(parts) and parts[p] == '*':
            star, mark = p, i
            p += 1
        elif i == len(name):
            return p == len(parts)
        elif p < len(parts) and _one(name[i], parts[p]):
            i += 1
            p += 1
        elif star >= 0:
            mark += 1
            i, p = mark, star + 1
        else:
            return False


def _one(c, part):
    if part == '?':
        return True
    kind, what = part
    if kind == '=':
        return c == what
    return any(a <= c <= b for a, b in what) != kind


def translate(pat):
    """A regular expression that does the same."""
    import re
    out, held, fixed = [], [], False
    for part in _parse(pat):
        if part == '*':
            out.append('*')
        elif part == '?':
            out.append('.')
        elif part[0] == '=':
            out.append(re.escape(part[1]))
        else:
            negated, ranges = part
            if not ranges:
                out.append('.' if negated else '(?!)')
            else:
                escape = lambda c: '\\' + c if c in '\\[&~|^' else c
                body = ''.join(escape(a) if a == b else f'{escape(a)}-{escape(b)}' for a, b in ranges)
                out.append(f"[{'^' if negated else ''}{body}]")
    # Between two stars the shortest text will do, and no other needs to be tried.
    stars = [i for i, s in enumerate(out) if s == '*']
    if not stars:
        return rf'(?s:{"".join(out)})\Z'
    pieces = [''.join(out[:stars[0]])]
    for a, b in zip(stars, stars[1:]):
        pieces.append(f'(?>.*?{"".join(out[a + 1:b])})')
    pieces.append('.*' + ''.join(out[stars[-1] + 1:]))
    return rf'(?s:{"".join(pieces)})\Z'
