"""Character sets, templates with $names, and the machinery of str.format for subclassing."""
__all__ = ['ascii_letters', 'ascii_lowercase', 'ascii_uppercase', 'capwords', 'digits', 'hexdigits', 'octdigits',
           'printable', 'punctuation', 'whitespace', 'Formatter', 'Template']

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


_NAME = frozenset(ascii_letters + digits + '_')
_MISSING = object()


class _Pattern:
    """`Template.pattern`: the compiled expression, made when first asked for."""

    def __get__(self, obj, cls=None):
        import re
        delim = re.escape(cls.delimiter)
        id, bid = cls.idpattern, cls.braceidpattern or cls.idpattern
        text = (f'{delim}(?:(?P<escaped>{delim})|(?P<named>{id})|{{(?P<braced>{bid})}}|(?P<invalid>))')
        cls.pattern = pattern = re.compile(text, re.VERBOSE | (re.IGNORECASE if cls.flags is None else cls.flags))
        return pattern


class Template:
    """A string class for supporting $-substitutions."""
    delimiter = '$'
    idpattern = r'(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = None
    pattern = _Pattern()

    def __init_subclass__(cls):
        super().__init_subclass__()
        if 'pattern' in cls.__dict__:
            if isinstance(cls.pattern, str):
                import re
                cls.pattern = re.compile(cls.pattern, re.VERBOSE | (re.IGNORECASE if cls.flags is None else cls.flags))
        else:
            cls.pattern = _Pattern()

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """Yields (text before, kind, name, end of the match): kind is 'escaped', 'named', 'invalid' or None at the end."""
        cls = type(self)
        text = self.template
        plain = Template
        if (isinstance(cls.__dict__.get('pattern', plain.__dict__['pattern']), _Pattern) and cls.flags is None
                and cls.idpattern == plain.idpattern and cls.braceidpattern is None):
            yield from self._scan(text, cls.delimiter)
            return
        last = 0
        for m in cls.pattern.finditer(text):
            name = m['named'] or m['braced']
            if name is not None:
                kind = 'named'
            elif m['escaped'] is not None:
                kind = 'escaped'
            elif m['invalid'] is not None:
                kind, name = 'invalid', m.start('invalid')
            else:
                raise ValueError('Unrecognized named group in pattern', cls.pattern)
            yield text[last:m.start()], kind, name, m.group()
            last = m.end()
        yield text[last:], None, None, ''

    def _scan(self, text, delimiter):
        last, width = 0, len(delimiter)
        while True:
            at = text.find(delimiter, last)
            if at < 0:
                yield text[last:], None, None, ''
                return
            before, start = text[last:at], at + width
            if text.startswith(delimiter, start):
                last = start + width
                yield before, 'escaped', None, text[at:last]
                continue
            braced = text.startswith('{', start)
            begin = end = start + braced
            while end < len(text) and text[end] in _NAME:
                end += 1
            name = text[begin:end]
            if name and name[0] not in digits and (not braced or text.startswith('}', end)):
                last = end + braced
                yield before, 'named', name, text[at:last]
            else:
                last = start
                yield before, 'invalid', start, delimiter

    def _invalid(self, i):
        lines = self.template[:i].splitlines(keepends=True)
        if not lines:
            colno, lineno = 1, 1
        else:
            colno, lineno = i - len(''.join(lines[:-1])), len(lines)
        raise ValueError(f'Invalid placeholder in string: line {lineno}, col {colno}')

    def _substitute(self, mapping, kws, safe):
        if mapping is _MISSING:
            mapping = kws
        elif kws:
            mapping = _Both(kws, mapping)
        out = []
        for before, kind, name, whole in self._parts():
            out.append(before)
            if kind == 'named':
                try:
                    out.append(str(mapping[name]))
                except KeyError:
                    if not safe:
                        raise
                    out.append(whole)
            elif kind == 'escaped':
                out.append(self.delimiter)
            elif kind == 'invalid':
                if not safe:
                    self._invalid(name)
                out.append(whole)
        return ''.join(out)

    def substitute(self, mapping=_MISSING, /, **kws):
        return self._substitute(mapping, kws, False)

    def safe_substitute(self, mapping=_MISSING, /, **kws):
        return self._substitute(mapping, kws, True)

    def is_valid(self):
        return all(kind != 'invalid' for _, kind, _, _ in self._parts())

    def get_identifiers(self):
        return list(dict.fromkeys(name for _, kind, name, _ in self._parts() if kind == 'named'))


class _Both:
    def __init__(self, first, second):
        self.first, self.second = first, second

    def __getitem__(self, key):
        return self.first[key] if key in self.first else self.second[key]


class Formatter:
    """str.format, with every step open to subclasses."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                result.append(literal_text)
            if field_name is None:
                continue
            if field_name == '' or field_name[:1] in '.[':
                if auto_arg_index is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                field_name = str(auto_arg_index) + field_name
                auto_arg_index += 1
            elif field_name.isdigit():
                if auto_arg_index:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                auto_arg_index = False
            obj, used = self.get_field(field_name, args, kwargs)
            used_args.add(used)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(format_spec, args, kwargs, used_args, recursion_depth - 1,
                                                        auto_arg_index)
            result.append(self.format_field(obj, format_spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError(f'Unknown conversion specifier {conversion!s}')

    def parse(self, format_string):
        from _string import formatter_parser
        return formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        from _string import formatter_field_name_split
        first, rest = formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, name in rest:
            obj = getattr(obj, name) if is_attr else obj[name]
        return obj, first
