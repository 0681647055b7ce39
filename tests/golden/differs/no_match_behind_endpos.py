# what: a compiled pattern finds nothing where `endpos` is less than `pos`; in CPython `match` finds what matches an empty text there
# why: the manual says "If endpos is less than pos, no match will be found", and what CPython finds ends behind `endpos`
# instead: ask only where `pos <= endpos`
import re
print(re.compile('').match('aab', 2, 1), re.compile('').search('aab', 2, 1), re.compile('').match('aab', 2, 2))
