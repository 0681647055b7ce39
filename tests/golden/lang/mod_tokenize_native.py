# `_tokenize.TokenizerIter`: tokens with comments and line ends and without, f-strings, errors in their words, lines read one by one.
import _tokenize
import io
import warnings

warnings.simplefilter('ignore')
CODE = [
    '', '\n', '  \n', '# c', 'x = 1', 'if x:\n  y\n  # c\n\n # d\nz\n', 'if x:\r\n\ty\r\n', 'if x:\n  if y:\n    z', '(a,\n # c\n\n b)\n', 'a \\\n + b\n',
    "x = '''a\nb''' + 'c'\n", 'Rb"a" u\'b\' bR"""c"""', "f'a{x!r:>{w}}b{{c}}'", "rf'''{x=}\n{y:\n}\\{z}'''", "t'{a}{b!s}' f''", "f'\\N{BULLET}{f\"{1}\"}'", "f'{lambda x: 1}{a!=b}{(c:=d)}'",
    '0x1f 0o17 0b1 1_000 1.5e-3j .5 5. 00', '1if x else 2', '0777', '1e 1_a', 'a.b...c .. d', 'a := b -> c **= d //= e <> f @ g ~h', 'é = ñ·x', '$ ? ` !', '\x0cx', 'a\n\n  ', '\tx\n',
    '(', '(]', ')', "'a", "'a\\'", "'''a\nb", "f'a", "f'''a\n", "f'{x", "f'{x:\n}'", "f'}'", "f'{)}'", "f'{a:{b:{c:{d}}}}'", "f'{\"a}", "ub'x'", "tf'x'", 'a \\ b', 'a \\', '1__0', '0xg', '0b12', '0_', '1.5abc',
    'if x:\n  y\n z\n', 'if x:\n\ty\n        z\n', 'x\x00y', 'x\x01', 'a €', '\xa0', '(' * 201, ''.join(' ' * i + 'if 1:\n' for i in range(101)),
]


def show(iterator):
    out = []
    try:
        for kind, text, start, end, line in iterator:
            out.append(f'{kind} {text!r} {start[0]}.{start[1]}-{end[0]}.{end[1]} {line!r}')
    except Exception as e:
        out.append(f'{type(e).__name__} {e.args if len(repr(e.args)) < 300 else e.args[0]}')
        if isinstance(e, SyntaxError):
            out.append(f'{e.lineno} {e.offset} {e.end_lineno} {e.end_offset} {e.filename}')
    for line in out[-30:]:
        print('   ', ascii(line))


for code in CODE:
    for extra in True, False:
        print(ascii(code[:60]), extra)
        show(_tokenize.TokenizerIter(io.StringIO(code, newline='').readline, extra_tokens=extra))


def lines(*all):
    it = iter(all)
    return lambda: next(it)


def bad():
    raise ValueError('no')


print('lines')
show(_tokenize.TokenizerIter(lines(b'x\xe9\n', b'y'), encoding='latin-1', extra_tokens=True))
show(_tokenize.TokenizerIter(lines(b'x\xff\n'), encoding='utf-8', extra_tokens=True))
show(_tokenize.TokenizerIter(lines('a\nb\n', 'c', '"""d', 'e"""'), extra_tokens=True))
show(_tokenize.TokenizerIter(lines('x\n', b'y\n'), extra_tokens=True))
show(_tokenize.TokenizerIter(lines('x\n'), extra_tokens=True, encoding='utf-8'))
show(_tokenize.TokenizerIter(lines(b'x\n'), extra_tokens=True, encoding='nope'))
show(_tokenize.TokenizerIter(lines('x\ud800\n'), extra_tokens=True))
show(_tokenize.TokenizerIter(bad, extra_tokens=True))
for args, kwargs in [((), {}), ((1,), {}), ((1, 2), {'extra_tokens': True}), ((bad,), {'extra_tokens': 1, 'encoding': 5}), ((bad,), {'extra_tokens': 1, 'nope': 5})]:
    try:
        _tokenize.TokenizerIter(*args, **kwargs)
    except TypeError as e:
        print(e)
