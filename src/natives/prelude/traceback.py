"""Tracebacks and exceptions as text, and as data."""
import sys
import linecache

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack',
           'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb',
           'clear_frames', 'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb', 'print_list']

_SENTINEL = object()
_RECURSIVE_CUTOFF = 3
_CAUSE_TEXT = '\nThe above exception was the direct cause of the following exception:\n\n'
_CONTEXT_TEXT = '\nDuring handling of the above exception, another exception occurred:\n\n'


def print_list(extracted_list, file=None):
    file = sys.stderr if file is None else file
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=file, end='')


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    return StackSummary._extract(_walk_positions(tb), limit)


def _exception_of(exc, value, tb):
    """The one-argument and the three-argument forms of these functions."""
    if value is _SENTINEL and tb is _SENTINEL:
        if exc is None:
            return None, None
        if isinstance(exc, BaseException):
            return exc, exc.__traceback__
        raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
    if value is _SENTINEL or tb is _SENTINEL:
        raise ValueError('Both or neither of value and tb must be given')
    return value, tb


def print_exception(exc, /, value=_SENTINEL, tb=_SENTINEL, limit=None, file=None, chain=True, **kwargs):
    """Prints what `sys.excepthook` prints."""
    value, tb = _exception_of(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit, compact=True).print(file=file, chain=chain)


def _print_exception_bltin(exc, /):
    print_exception(exc, file=sys.stderr if sys.stderr is not None else sys.__stderr__)


def format_exception(exc, /, value=_SENTINEL, tb=_SENTINEL, limit=None, chain=True, **kwargs):
    value, tb = _exception_of(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(chain=chain))


def format_exception_only(exc, /, value=_SENTINEL, *, show_group=False, **kwargs):
    if value is _SENTINEL:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only(show_group=show_group))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    return ''.join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    if hasattr(sys, 'last_exc'):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
    elif hasattr(sys, 'last_type'):
        print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)
    else:
        raise ValueError('no last exception')


def print_stack(f=None, limit=None, file=None):
    print_list(extract_stack(sys._getframe(1) if f is None else f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    return format_list(extract_stack(sys._getframe(1) if f is None else f, limit=limit))


def extract_stack(f=None, limit=None):
    stack = StackSummary.extract(walk_stack(sys._getframe(1) if f is None else f), limit=limit)
    stack.reverse()
    return stack


def clear_frames(tb):
    """Drops the local variables of all frames in a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next


def walk_stack(f):
    if f is None:
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _walk_positions(tb):
    while tb is not None:
        yield tb.tb_frame, _position(tb)
        tb = tb.tb_next


def _position(tb):
    """(line, last line, column, last column), columns counted in bytes."""
    lasti = tb.tb_lasti
    if lasti >= 0:
        for i, place in enumerate(tb.tb_frame.f_code.co_positions()):
            if i == lasti // 2:
                return place if place[0] is not None else (tb.tb_lineno, *place[1:])
    return tb.tb_lineno, None, None, None


def _safe(value, what, func=str):
    try:
        return func(value)
    except:
        return f'<{what} {func.__name__}() failed>'


class FrameSummary:
    """One line of a traceback."""
    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_lines', '_shown_lines', 'locals',
                 '_code')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None,
                 end_colno=None, **kwargs):
        self.filename, self.lineno, self.name = filename, lineno, name
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno, self.end_colno = colno, end_colno
        self._code = kwargs.get('_code')
        # The lines as they are in the file, and the same with the common indentation gone.
        self._lines = self._shown_lines = None
        if line is not None:
            self._lines = line
            self._shown_lines = _dedent(line)
        if lookup_line:
            self.line
        self.locals = {k: _safe(v, 'local', func=repr) for k, v in locals.items()} if locals else None

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename == other.filename and self.lineno == other.lineno and self.name == other.name
                    and self.locals == other.locals)
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'

    def __len__(self):
        return 4

    def _load(self):
        if self._lines is None and self.lineno is not None and self.end_lineno is not None:
            lines = [linecache.getline(self.filename, n).rstrip() for n in range(self.lineno, self.end_lineno + 1)]
            self._lines = '\n'.join(lines) + '\n'
            self._shown_lines = _dedent(self._lines)

    @property
    def line(self):
        """The first line, stripped."""
        self._load()
        if self._lines is None:
            return None
        return self._shown_lines.partition('\n')[0].strip()


def _dedent(text):
    """Takes away the indentation that all lines with something on them share; others become empty."""
    lines = text.split('\n')
    common = None
    for line in lines:
        if line.strip():
            indent = line[:len(line) - len(line.lstrip(' \t'))]
            if common is None:
                common = indent
            while not indent.startswith(common):
                common = common[:-1]
    common = common or ''
    return '\n'.join(line[len(common):] if line.strip() else '' for line in lines)


class StackSummary(list):
    """A list of FrameSummary objects."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        return klass._extract(((f, (lineno, None, None, None)) for f, lineno in frame_gen), limit, lookup_lines, capture_locals)

    @classmethod
    def _extract(klass, frames, limit=None, lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, 'tracebacklimit', None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            frames = list(frames)
            frames = frames[:limit] if limit >= 0 else frames[limit:]
        result = klass()
        names = set()
        for f, (lineno, end_lineno, colno, end_colno) in frames:
            co = f.f_code
            names.add(co.co_filename)
            linecache.lazycache(co.co_filename, f.f_globals)
            result.append(FrameSummary(co.co_filename, lineno, co.co_name, lookup_line=False,
                                       locals=f.f_locals if capture_locals else None, end_lineno=end_lineno,
                                       colno=colno, end_colno=end_colno, _code=co))
        for name in names:
            linecache.checkcache(name)
        if lookup_lines:
            for f in result:
                f.line
        return result

    @classmethod
    def from_list(klass, a_list):
        result = StackSummary()
        for frame in a_list:
            if isinstance(frame, FrameSummary):
                result.append(frame)
            else:
                filename, lineno, name, line = frame
                result.append(FrameSummary(filename, lineno, name, line=line))
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        f = frame_summary
        f._load()
        filename = '<stdin>' if f.filename.startswith('<stdin>-') else f.filename
        row = [f'  File "{filename}", line {f.lineno}, in {f.name}\n']
        if f._shown_lines and f._shown_lines.strip():
            if f.colno is None or f.end_colno is None:
                row.append(f'    {f.line}\n')
            else:
                row += _with_carets(f)
        if f.locals:
            for name, value in sorted(f.locals.items()):
                row.append(f'    {name} = {value}\n')
        return ''.join(row)

    def format(self, **kwargs):
        result = []
        last = None
        count = 0

        def repeated():
            more = count - _RECURSIVE_CUTOFF
            if more > 0:
                result.append(f'  [Previous line repeated {more} more time{"s" if more > 1 else ""}]\n')

        for f in self:
            text = self.format_frame_summary(f)
            if text is None:
                continue
            key = f.filename, f.lineno, f.name
            if None in key or key != last:
                repeated()
                last, count = key, 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(text)
        repeated()
        return result


def _characters(line, offset):
    """A column in bytes as one in characters."""
    return len(line.encode('utf-8')[:offset].decode('utf-8', errors='replace'))


def _width(line, offset=None):
    """How many columns the first characters of a line take on a terminal."""
    if offset is None:
        offset = len(line)
    if line.isascii():
        return offset
    from unicodedata import east_asian_width
    return sum(2 if east_asian_width(c) in 'WF' else 1 for c in line[:offset])


def _with_carets(f):
    original = f._lines.splitlines()
    count = f.end_lineno - f.lineno + 1
    lines = f._shown_lines.splitlines()[:count]
    gone = len(original[0]) - len(lines[0])
    start = max(0, _characters(original[0], f.colno) - gone)
    end = max(0, _characters(original[count - 1], f.end_colno) - gone)
    shown_start, shown_end = _width(lines[0], start), _width(lines[-1], end)
    whole = '\n'.join(lines)
    segment = whole[start:len(whole) - (len(lines[-1]) - end)]
    left = right = None
    carets = False
    try:
        from _traceback_anchors import anchors, covers_its_statement
        places = anchors(segment)
        before, after = lines[0][:start], lines[-1][end:]
        if covers_its_statement(before, segment, after):
            carets = False
        else:
            carets = places is not None or bool(before.lstrip() or after.rstrip())
        if places is not None:
            left, right = places
    except (ValueError, IndexError):
        carets = bool(lines[0][:start].lstrip() or lines[-1][end:].rstrip())
    significant = {0, len(lines) - 1}
    if left is not None:
        for row, _ in (left, right):
            significant.update(range(row - 1, row + 2))
        # Columns of the first line count from the start of the segment.
        left, right = [(row, _width(lines[row], col + (start if row == 0 else 0))) for row, col in (left, right)]
    significant = sorted(n for n in significant if 0 <= n < len(lines))

    out = []

    def show(n):
        line = lines[n]
        out.append(line)
        if not carets:
            return
        indent = len(line) - len(line.lstrip())
        marks = []
        for col in range(shown_end if n == len(lines) - 1 else _width(line)):
            if col < indent or n == 0 and col < shown_start:
                marks.append(' ')
            elif left is None or left <= (n, col) < right:
                marks.append('^')
            else:
                marks.append('~')
        out.append(''.join(marks))

    previous = None
    for n in significant:
        if previous is not None:
            if n - previous == 2:
                show(n - 1)
            elif n - previous > 2:
                out.append(f'...<{n - previous - 1} lines>...')
        show(n)
        previous = n
    return ['    ' + line + '\n' for line in _dedent('\n'.join(out)).split('\n')]


class _Indenter:
    """How deep in exception groups the text stands."""

    def __init__(self):
        self.depth = 0
        self.need_close = False

    def indent(self):
        return ' ' * (2 * self.depth)

    def emit(self, text, margin='|'):
        prefix = self.indent()
        if self.depth:
            prefix += margin + ' '
        if isinstance(text, str):
            yield _prefixed(text, prefix)
        else:
            for t in text:
                yield _prefixed(t, prefix)


def _prefixed(text, prefix):
    return ''.join(prefix + line for line in text.splitlines(True))


class TracebackException:
    """An exception as data, ready to be shown: it keeps no frame alive."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None):
        # The outermost works through the chain with a list: it may be longer than the stack is deep.
        todo = [] if _seen is None else None
        if _seen is None:
            _seen = set()
        _seen.add(id(exc_value))
        options = {'limit': limit, 'lookup_lines': lookup_lines, 'capture_locals': capture_locals, 'compact': compact,
                   'max_group_width': max_group_width, 'max_group_depth': max_group_depth, '_seen': _seen}
        self.max_group_width, self.max_group_depth = max_group_width, max_group_depth
        self.stack = StackSummary._extract(_walk_positions(exc_traceback), limit, lookup_lines, capture_locals)
        self._exc_type = exc_type if save_exc_type else None
        self._str = _safe(exc_value, 'exception')
        try:
            self.__notes__ = getattr(exc_value, '__notes__', None)
        except Exception as e:
            self.__notes__ = [f'Ignored error getting __notes__: {_safe(e, "__notes__", repr)}']
        self._is_syntax_error = False
        self._have_exc_type = exc_type is not None
        if exc_type is not None:
            self.exc_type_qualname, self.exc_type_module = exc_type.__qualname__, exc_type.__module__
        else:
            self.exc_type_qualname = self.exc_type_module = None
        if exc_type and issubclass(exc_type, SyntaxError):
            self.filename = exc_value.filename
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
            self.text, self.offset, self.end_offset, self.msg = (exc_value.text, exc_value.offset, exc_value.end_offset,
                                                                 exc_value.msg)
            self._is_syntax_error = True
        elif exc_type:
            self._suggest(exc_type, exc_value, exc_traceback)
        self.__cause__ = self.__context__ = self.exceptions = None
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        if todo is None:
            return
        todo.append((self, exc_value))
        while todo:
            te, e = todo.pop()

            def made(other):
                if other is None or id(other) in _seen:
                    return None
                child = TracebackException(type(other), other, other.__traceback__, **options)
                todo.append((child, other))
                return child

            if e is None:
                continue
            te.__cause__ = made(e.__cause__)
            if not compact or te.__cause__ is None and not e.__suppress_context__:
                te.__context__ = made(e.__context__)
            if isinstance(e, BaseExceptionGroup):
                te.exceptions = []
                for member in e.exceptions:
                    child = TracebackException(type(member), member, member.__traceback__, **options)
                    todo.append((child, member))
                    te.exceptions.append(child)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def _suggest(self, exc_type, exc_value, tb):
        """"Did you mean": a name near to the wrong one."""
        wrong = None
        if issubclass(exc_type, ImportError):
            wrong = getattr(exc_value, 'name_from', None)
        elif issubclass(exc_type, (NameError, AttributeError)):
            wrong = getattr(exc_value, 'name', None)
        if wrong is None:
            return
        near = _near_name(exc_value, tb, wrong)
        if near:
            self._str += f". Did you mean: '{near}'?"
        if issubclass(exc_type, NameError) and wrong in sys.stdlib_module_names:
            self._str += f" Or did you forget to import '{wrong}'?" if near else f". Did you forget to import '{wrong}'?"

    @property
    def exc_type(self):
        import warnings
        warnings.warn('Deprecated in 3.13. Use exc_type_str instead.', DeprecationWarning, stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        if not self._have_exc_type:
            return None
        if self.exc_type_module in ('__main__', 'builtins'):
            return self.exc_type_qualname
        module = self.exc_type_module if isinstance(self.exc_type_module, str) else '<unknown>'
        return f'{module}.{self.exc_type_qualname}'

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """The line of the exception itself, with what belongs to it: source of a syntax error, notes."""
        indent = 3 * _depth * ' '
        if not self._have_exc_type:
            yield indent + _final_line(None, self._str)
            return
        stype = self.exc_type_str
        if not self._is_syntax_error:
            line = _final_line(stype, self._str)
            if _depth:
                yield from (indent + part for part in line.splitlines(True))
            else:
                yield line
        else:
            for line in self._format_syntax_error(stype):
                yield indent + line
        notes = self.__notes__
        if notes is not None and not isinstance(notes, (str, bytes)) and hasattr(notes, '__iter__') and hasattr(notes, '__len__'):
            for note in notes:
                for line in _safe(note, 'note').split('\n'):
                    yield indent + line + '\n'
        elif notes is not None:
            yield indent + f'{_safe(notes, "__notes__", func=repr)}\n'
        if self.exceptions and show_group:
            for e in self.exceptions:
                yield from e.format_exception_only(show_group=show_group, _depth=_depth + 1)

    def _format_syntax_error(self, stype):
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            yield from ()
        text = self.text
        if isinstance(text, str):
            shown = text.rstrip('\n').lstrip(' \n\f')
            spaces = len(text.rstrip('\n')) - len(shown)
            yield f'    {shown}\n'
            if self.offset is not None:
                offset, end = self.offset, self.end_offset
                if self.lineno != self.end_lineno:
                    end = len(text.rstrip('\n')) + 1
                if end in (None, 0, -1) or offset == end:
                    end = offset + 1
                if offset > len(text) + 1:
                    offset = end = len(text) + 1
                col, stop = offset - 1 - spaces, end - 1 - spaces
                if col >= 0:
                    lead = ''.join(c if c.isspace() else ' ' for c in shown[:col])
                    yield f'    {lead}{"^" * max(1, stop - col)}\n'
        where = f' ({self.filename})' if self.lineno is None and self.filename is not None else ''
        yield f'{stype}: {self.msg or "<no detail available>"}{where}\n'

    def format(self, *, chain=True, _ctx=None, **kwargs):
        ctx = _Indenter() if _ctx is None else _ctx
        output = []
        exc = self
        if chain:
            while exc:
                if exc.__cause__ is not None:
                    message, chained = _CAUSE_TEXT, exc.__cause__
                elif exc.__context__ is not None and not exc.__suppress_context__:
                    message, chained = _CONTEXT_TEXT, exc.__context__
                else:
                    message = chained = None
                output.append((message, exc))
                exc = chained
        else:
            output.append((None, exc))
        for message, exc in reversed(output):
            if message is not None:
                yield from ctx.emit(message)
            if exc.exceptions is None:
                if exc.stack:
                    yield from ctx.emit('Traceback (most recent call last):\n')
                    yield from ctx.emit(exc.stack.format())
                yield from ctx.emit(exc.format_exception_only())
            elif ctx.depth > self.max_group_depth:
                yield from ctx.emit(f'... (max_group_depth is {self.max_group_depth})\n')
            else:
                yield from exc._format_group(ctx, message)

    def _format_group(self, ctx, message):
        outermost = ctx.depth == 0
        if outermost:
            ctx.depth += 1
        if self.stack:
            yield from ctx.emit('Exception Group Traceback (most recent call last):\n', margin='+' if outermost else '|')
            yield from ctx.emit(self.stack.format())
        yield from ctx.emit(self.format_exception_only())
        total = len(self.exceptions)
        shown = total if total <= self.max_group_width else self.max_group_width + 1
        ctx.need_close = False
        for i in range(shown):
            last = i == shown - 1
            if last:
                ctx.need_close = True
            cut = self.max_group_width is not None and i >= self.max_group_width
            title = '...' if cut else str(i + 1)
            yield f'{ctx.indent()}{"+-" if i == 0 else "  "}+---------------- {title} ----------------\n'
            ctx.depth += 1
            if cut:
                more = total - self.max_group_width
                yield from ctx.emit(f'and {more} more exception{"s" if more > 1 else ""}\n')
            else:
                yield from self.exceptions[i].format(_ctx=ctx)
            if last and ctx.need_close:
                yield f'{ctx.indent()}+------------------------------------\n'
                ctx.need_close = False
            ctx.depth -= 1
        if outermost:
            ctx.depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        file = sys.stderr if file is None else file
        for line in self.format(chain=chain):
            print(line, file=file, end='')


def _final_line(etype, value):
    return f'{etype}\n' if value is None or not value and etype is not None else f'{etype}: {value}\n'


def _near_name(exc, tb, wrong):
    if not isinstance(wrong, str):
        return None
    if isinstance(exc, AttributeError):
        try:
            names = dir(exc.obj)
        except Exception:
            return None
        if wrong[:1] != '_':
            # Private names are shown to the methods of the object itself only.
            while tb is not None and tb.tb_next is not None:
                tb = tb.tb_next
            if tb is None or tb.tb_frame.f_locals.get('self', exc) is not exc.obj:
                names = [n for n in names if n[:1] != '_']
    elif isinstance(exc, ImportError):
        try:
            names = dir(__import__(exc.name, None, None, ('x',)))
        except Exception:
            return None
        if wrong[:1] != '_':
            names = [n for n in names if n[:1] != '_']
    else:
        if tb is None:
            return None
        while tb.tb_next is not None:
            tb = tb.tb_next
        frame = tb.tb_frame
        names = [*frame.f_locals, *frame.f_globals, *frame.f_builtins]
        me = frame.f_locals.get('self')
        if me is not None:
            try:
                if hasattr(me, wrong):
                    return f'self.{wrong}'
            except Exception:
                pass
    from _suggestions import _generate_suggestions
    return _generate_suggestions([n for n in names if isinstance(n, str)], wrong)
