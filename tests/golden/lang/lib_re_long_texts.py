import re

text = 'ab' * 100_000
print(re.match(r'(?:a|b)*$', text).end(), re.match(r'(a|b)*', text).span(1), len(re.findall(r'\w', text)), re.search(r'.*?x', text[:2000]))

