import re


def tell(function, *args, **named):
    try:
        print(function(*args, **named))
    except Exception as error:
        print(type(error).__name__, error)


p = re.compile('(?P<x>a)')
m = p.match('a')
for key in 2, -1, 'y', None, 1.5, 2 ** 70:
    tell(m.group, key)
tell(p.match, b'a')
tell(re.compile(b'a').match, 'a')
tell(p.search, 3)
tell(p.sub, b'x', 'ba')
tell(p.sub, lambda m: 3, 'a')
tell(p.sub, 3, 'a')
tell(m.expand, r'\2')
tell(re.compile, '(a')
tell(p.match, 'a', pos=2 ** 80)
tell(re.Match)
tell(setattr, m, 'string', 'b')
tell(setattr, p, 'x', 1)
