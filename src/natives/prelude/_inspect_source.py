"""Source of live objects, and the frames of a stack as data."""
import linecache
import sys
from collections import namedtuple
from inspect import (getfile, getmodule, getsourcefile, isclass, iscode, isframe, isfunction, ismethod, ismodule,
                     istraceback, unwrap)

__name__ = 'inspect'


class EndOfBlock(Exception):
    pass


def _ends(lines):
    """For each line: the brackets open and the text unfinished after it."""
    depth, quote = 0, None
    for line in lines:
        i = 0
        joined = False
        while i < len(line):
            c = line[i]
            if quote:
                if c == '\\':
                    i += 1
                elif line.startswith(quote, i):
                    i += len(quote) - 1
                    quote = None
                elif c == '\n' and len(quote) == 1:
                    quote = None
            elif c == '#':
                break
            elif c in '\'"':
                quote = c * 3 if line.startswith(c * 3, i) else c
                i += len(quote) - 1
            elif c in '([{':
                depth += 1
            elif c in ')]}':
                depth -= 1
            elif c == '\\' and line[i + 1:i + 2] == '\n':
                joined = True
            i += 1
        yield depth > 0 or quote is not None and len(quote) == 3 or joined


def getblock(lines):
    """The block of a definition at the top of some lines: its decorators, its head, and all that is indented deeper."""
    if not lines:
        return lines
    margin = len(lines[0]) - len(lines[0].lstrip())
    head = False
    last = 0
    unfinished = False
    body = None
    for n, (line, goes_on) in enumerate(zip(lines, _ends(lines))):
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        if unfinished:
            last = n
        elif not text:
            pass
        elif text.startswith('#'):
            # A comment as deep as the body still belongs to it.
            if body is not None and indent >= body:
                last = n
        elif head and indent <= margin:
            break
        else:
            last = n
            if head == 'done' and body is None:
                body = indent
            if not head and text.startswith(('def ', 'class ', 'async ')):
                head = 'open'
                # A body on the line of the head, or a lambda, ends with the line.
            elif not head and not text.startswith('@'):
                if not goes_on:
                    return lines[:n + 1]
        unfinished = goes_on
        if head == 'open' and not goes_on:
            if not _opens(line):
                return lines[:n + 1]
            head = 'done'
    return lines[:last + 1]


def _opens(line):
    """Whether a head leaves its body to the following lines."""
    code, quote = '', None
    for c in line:
        if quote:
            if c == quote:
                quote = None
        elif c in '\'"':
            quote = c
        elif c == '#':
            break
        else:
            code += c
    return code.rstrip().endswith(':')


def findsource(object):
    """All lines of the file, and the index at which the object starts."""
    file = getsourcefile(object)
    if not file:
        file = getfile(object)
        if not (file.startswith('<') and file.endswith('>')):
            raise OSError('source code not available')
    else:
        linecache.checkcache(file)
    module = getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__) if module else linecache.getlines(file)
    if not lines:
        raise OSError('could not get source code')
    if ismodule(object):
        return lines, 0
    if isclass(object):
        try:
            lnum = vars(object)['__firstlineno__'] - 1
        except (TypeError, KeyError):
            raise OSError('source code not available')
        if lnum >= len(lines):
            raise OSError('lineno is out of bounds')
        return lines, lnum
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        lnum = object.co_firstlineno - 1
        if lnum >= len(lines):
            raise OSError('lineno is out of bounds')
        return lines, lnum
    raise OSError('could not find code object')


def getsourcelines(object):
    """(lines, number of the first) of an object's definition."""
    object = unwrap(object)
    lines, lnum = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == '<module>':
        return lines, 0
    return getblock(lines[lnum:]), lnum + 1


def getsource(object):
    """The text of an object's definition."""
    return ''.join(getsourcelines(object)[0])


def indentsize(line):
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def getcomments(object):
    """The comment lines right before a definition, or at the top of a module."""
    try:
        lines, lnum = findsource(object)
    except (OSError, TypeError):
        return None
    if ismodule(object):
        start = 1 if lines and lines[0][:2] == '#!' else 0
        while start < len(lines) and lines[start].strip() in ('', '#'):
            start += 1
        end = start
        while end < len(lines) and lines[end][:1] == '#':
            end += 1
        return ''.join(line.expandtabs() for line in lines[start:end]) or None
    indent, found = indentsize(lines[lnum]), []
    while lnum > 0 and lines[lnum - 1].lstrip()[:1] == '#' and indentsize(lines[lnum - 1]) == indent:
        lnum -= 1
        found.insert(0, lines[lnum].expandtabs().lstrip())
    return ''.join(found) or None


class Traceback(namedtuple('Traceback', 'filename lineno function code_context index')):
    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return (f'Traceback(filename={self.filename!r}, lineno={self.lineno!r}, function={self.function!r}, '
                f'code_context={self.code_context!r}, index={self.index!r}, positions={self.positions!r})')


class FrameInfo(namedtuple('FrameInfo', ('frame',) + Traceback._fields)):
    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return (f'FrameInfo(frame={self.frame!r}, filename={self.filename!r}, lineno={self.lineno!r}, '
                f'function={self.function!r}, code_context={self.code_context!r}, index={self.index!r}, '
                f'positions={self.positions!r})')


_Positions = namedtuple('Positions', 'lineno end_lineno col_offset end_col_offset', defaults=(None,) * 4)


def getframeinfo(frame, context=1):
    """Where a frame or a traceback entry stands, with some lines around."""
    if istraceback(frame):
        lineno, lasti, frame = frame.tb_lineno, frame.tb_lasti, frame.tb_frame
    else:
        lineno, lasti = frame.f_lineno, getattr(frame, 'f_lasti', -1)
    if not isframe(frame):
        raise TypeError(f'{frame!r} is not a frame or traceback object')
    positions = None
    if lasti >= 0:
        for i, place in enumerate(frame.f_code.co_positions()):
            if i == lasti // 2:
                positions = _Positions(*place)
    if positions is None:
        positions = _Positions(lineno)
    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            lines, _ = findsource(frame)
        except OSError:
            lines = index = None
        else:
            start = max(0, min(start, len(lines) - context))
            lines = lines[start:start + context]
            index = lineno - 1 - start
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index, positions=positions)


def getlineno(frame):
    return frame.f_lineno


def getouterframes(frame, context=1):
    result = []
    while frame:
        info = getframeinfo(frame, context)
        result.append(FrameInfo(frame, *info, positions=info.positions))
        frame = frame.f_back
    return result


def getinnerframes(tb, context=1):
    result = []
    while tb:
        info = getframeinfo(tb, context)
        result.append(FrameInfo(tb.tb_frame, *info, positions=info.positions))
        tb = tb.tb_next
    return result


def stack(context=1):
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    exc = sys.exception()
    return getinnerframes(None if exc is None else exc.__traceback__, context)
