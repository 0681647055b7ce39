import re

text = 'aé€\U0001F600b\ud800c'
for pattern in '.', r'\w+', '(?<=€).', '(?<!é).', '.{1,3}?b', r'\B', '[é-\U0001F600]+', '(.)(.)', '\ud800', '$':
    print(ascii(pattern), [m.span() for m in re.finditer(pattern, text)], [m.span() for m in re.compile(pattern).finditer(text, 2, 5)])
print(re.findall('(?i)É|ß|k', 'é ẞ \u212a'), re.findall(r'\d+', '12 ٣٤'), re.findall(r'(?a)\w+', 'aé b'))
print(re.search(r'(é+)\1', 'xéééé').span(), re.search('€', 'é' * 100 + '€').span())
