import weakref


class Bare: __slots__ = ()
class Weak: __slots__ = '__weakref__', 'a'
class Below(Weak): pass


w = Weak()
print(w.__weakref__, w.__weakref__ is None)
r = weakref.ref(w)
print(w.__weakref__ is r, r() is w, Below().__weakref__)
for f in [lambda: weakref.ref(Bare()), lambda: weakref.ref(5), lambda: Weak.__weakref__.__get__(Bare()),
          lambda: type('D', (Weak,), {'__slots__': '__weakref__'}), lambda: type('E', (tuple,), {'__slots__': '__weakref__'}),
          lambda: type('F', (Weak,), {'__slots__': ('__dict__', '__dict__')}), lambda: setattr(w, '__weakref__', 1),
          lambda: weakref.ref(ValueError())]:
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
class Mixed(Bare, Below): __slots__ = ()
print(weakref.getweakrefcount(Mixed()))
