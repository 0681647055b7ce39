# The target is refused first, whatever stands behind it.
for pattern in ('1 as a.b c', '1 as f() x', '1 as a.b as c', '1 as lambda: 0', '1 as not x', '1 as a b', '1 as a+b', '1 as a.b x if y', 'x, 1 as a.b c', '(1 as b) as c.d e',
                '1 as a.b', '1 as a'):
    for end in ': pass\n', '\n', ' pass\n':
        try:
            compile(f'match z:\n    case {pattern}{end}', 'f', 'exec')
            print('fine')
        except SyntaxError as e:
            print(pattern, '|', e.msg, e.lineno, e.offset, e.end_offset)
