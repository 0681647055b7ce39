import re

print(re.sub('x*', '-', 'abxd'), re.subn('a', 'b', 'banana', count=2), re.sub(r'(\w+) (\w+)', r'\2 \g<1>!', 'hello world'))
print(re.sub('a', lambda m: m[0].upper(), 'banana'), re.sub('(a)|b', r'[\1]', 'ab'), re.sub(b'a', b'', bytearray(b'banana')))
text = 'nothing here'
print(re.sub('x', 'y', text) is text, re.sub('^', '> ', 'a\nb', flags=re.M))


class Text(str):
    pass


print(type(re.sub('x', 'y', Text('a'))), type(re.match('a', Text('a')).group()), type(re.match('a', Text('a')).string))
print(re.split('', 'ab'), re.split('(b)', 'abc'), re.split(b' ', memoryview(b'a b')))
