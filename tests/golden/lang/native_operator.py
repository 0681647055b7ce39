import operator as o
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
class A: pass
a = A(); a.b = A(); a.b.c = 5; a.n = 1
print(o.attrgetter('b.c')(a), o.attrgetter('n', 'b.c')(a), o.itemgetter(1)([1, 2]), o.itemgetter(0, -1)('abc'), o.methodcaller('upper')('x'), o.methodcaller('split', ',', maxsplit=1)('a,b,c'))
for e in ["o.attrgetter('a','b.c')", "o.itemgetter(1,'x')", "o.methodcaller('x',1,a=2)", "o.attrgetter()", "o.attrgetter(1)", "o.methodcaller(1)", "o.methodcaller()", "o.itemgetter()", "o.attrgetter('a')()", "o.itemgetter(0)()", "o.length_hint(1)", "o.length_hint(1, 7)", "o.length_hint([1],'a')", "o.indexOf([1],2)", "o.countOf([1,1,2],1)", "o.concat(1,2)", "o.iconcat([1],[2])", "o.index('a')", "o.contains(1,2)", "o.length_hint(iter([1,2]))", "o.add(1,2), o.sub(5,3), o.truediv(1,2), o.floordiv(7,2), o.mod(7,4), o.pow(2,3), o.matmul", "o.and_(6,3), o.or_(6,3), o.xor(6,3), o.inv(5), o.neg(3), o.pos(-3), o.not_(0), o.truth([])", "o.lt(1,2), o.eq(1,1), o.is_(None,None), o.is_not(1,None)", "o.iadd([1],[2]), o.imul(3,4), o.ior({1},{2})", "o.getitem([1,2],1), o.call(max,1,2)", "o.abs(-3), o.lshift(1,4), o.rshift(16,2)", "o.itemgetter(slice(1,3))('abcd')", "o.itemgetter('k')({'k': 1})", "o.itemgetter(5)([1])", "o.attrgetter('zz')(a)", "o.itemgetter(1).__reduce__()", "o.abs('a')", "o.neg('a')", "o.lt(1,'a')"]:
    try: print(e, '->', eval(e))
    except Exception as x: print(e, '!!', type(x).__name__, x)
l = [1, 2, 3]; o.setitem(l, 0, 9); o.delitem(l, 1); print(l)
print(sorted([(1, 'b'), (0, 'a')], key=o.itemgetter(1)))
