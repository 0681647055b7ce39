class C: pass
class Slotted: __slots__ = '__dict__', 'a'
class Error(Exception): pass


for o in [C(), Slotted(), Error(), ValueError()]:
    o.x, kept = 1, o.__dict__
    if hasattr(type(o), 'a'):
        o.a = 'slot'
    try:
        del o.__dict__
        print(hasattr(o, 'x'), kept, o.__dict__, getattr(o, 'a', None))
        o.y = 2
        print(o.__dict__, kept)
    except TypeError as e:
        print(e)
c, d = C(), C()
c.__dict__ = d.__dict__
c.x = 'shared'
print(d.x, d.__dict__ is c.__dict__)
class L(list): pass
for items in [L(), type('T', (tuple,), {})(), type('B', (bytearray,), {})()]:
    try:
        items[0]
    except IndexError as e:
        print(e)
