"""A docstring may stand before."""
from __future__ import annotations, generator_stop

import __future__


def f(a: Undefined[int], b: 'x' = 1) -> list[Nope]:
    return a


class C:
    x: Missing | None = None


print(f(1), f.__annotations__, C.__annotations__)
print(annotations, __future__.all_feature_names[-1], __future__.division.getMandatoryRelease())
for text in ('x = 1\nfrom __future__ import division', 'from __future__ import nope', 'from __future__ import braces',
             'def f():\n from __future__ import division'):
    try:
        exec(text)
    except SyntaxError as e:
        print(e.msg)
