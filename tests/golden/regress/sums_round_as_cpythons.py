import math
import re

print(sum([-1, 1e-10, 1]), sum([True, 0.1, 0.2, 0.3]), sum([0.1] * 10), sum([1, 0.1, 0.2, 1, -1e-17]), sum([0.1, True, 2**70]))
print(repr(re.compile("a").groupindex), repr(re.compile("(?P<x>a)").groupindex), math.degrees(1e308))
