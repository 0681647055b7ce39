# Methods of what cannot change give the object itself where there is nothing to do; lists and subclasses are copied.
b, s, t = b'abc', 'abc', (1, 2)
print([v is b for v in (b.strip(), b.rstrip(b'z'), b[:], b.replace(b'x', b'y'), b * 1, b + b'', b'' + b, b.zfill(2), b''.join([b]),
                        b.removeprefix(b'q'), b.ljust(1), bytes(b))])
print([v is s for v in (s.strip(), s[:], s.replace('x', 'y'), s * 1, s + '', '' + s, s.zfill(2), s.center(1), s.removesuffix('q'),
                        s.expandtabs(), ''.join([s]), f'{s}', str(s))])
print([v is t for v in (t[:], t * 1, t + (), () + t, tuple(t))])


class S(str):
    pass


sub = S('abc')
print([type(v).__name__ for v in (sub[:], sub.strip(), sub * 1, sub + '')], [1][:] is [1], bytearray(b).strip() == b)
