import re

m = re.search(r'(?P<year>\d{4})-(?P<month>\d\d)(-\d\d)?', 'on 2024-05 and 2025-06-07')
print(m, m.groups(), m.groupdict(), m.span('month'), m.regs, m.lastindex, m.lastgroup, m['year'])
print([m.group(0, 'year') for m in re.finditer(r'(?P<year>\d{4})-\d\d', 'on 2024-05 and 2025-06-07')])
print(re.findall(r'(\w)(\d)?', 'a1b'), re.split(r'(,)|;', 'a,b;c', maxsplit=1))
p = re.compile('x*')
print([m.span() for m in p.finditer('axxb')], p.fullmatch('xxx', 1), p.match('xa', 1, 1), p.search('a', 5, 2))
print(re.findall(r'(?:(a)|b)*', 'abab'), re.match(r'(a(?=b)|ab)*+c', 'abc'), re.match(r'(?>a*)a', 'aaa'))
print(re.match(r'(a)?(?(1)b|c)', 'ab'), re.match(r'((a)|b)+', 'ab').groups(), re.search(r'(?<!a)b', 'abb').start())
print(p == re.compile('x*'), hash(p) == hash(re.compile('x*')), p, re.compile(b'a', re.I | re.X), p.groupindex, p.flags)
