from collections import deque, defaultdict, OrderedDict, Counter, namedtuple, ChainMap, UserDict, UserList
import copy
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
d = deque([1, 2, 3]); d.append(4); d.appendleft(0); print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d)
d.extend([7, 8]); d.extendleft([-1, -2]); print(d); d.rotate(2); print(d); d.rotate(-1); print(d); d.rotate(100); print(d)
m = deque(range(5), maxlen=3); print(m, m.maxlen); m.append(9); m.appendleft(8); print(m); t(m.insert, 0, 1)
print(d.index(3), d.count(8)); t(d.index, 99); t(d.remove, 99); d.remove(3); print(d, 7 in d, 99 in d)
d.reverse(); print(d, list(reversed(d)), d.copy(), copy.copy(m), d + deque([1]), d * 2, 2 * deque([1]), deque([1, 2, 3], 2) * 3)
t(lambda: d + [1]); t(deque().pop); t(deque().popleft); t(lambda: d[100]); t(lambda: d['a']); t(deque, 1, -1); t(deque, 5); t(deque, [], 'a')
d[0] = 'z'; del d[1]; print(d); d.insert(1, 'i'); d.insert(-1, 'j'); d.insert(100, 'k'); print(d); d += [1]; d *= 2; print(d); d.clear(); print(d, bool(d))
print(deque([1, 2]) == deque([1, 2]), deque([1, 2]) < deque([1, 3]), deque([1]) != [1], deque([1, 2]) >= deque([1]))
x = deque([1]); x.append(x); print(x)
def mut():
    q = deque([1, 2, 3])
    for i in q: q.append(1)
t(mut)
class D(deque):
    def __init__(self, *a): super().__init__(*a); self.tag = 1
s = D([1, 2]); print(s, s.tag, s.copy(), isinstance(s, deque), D([3]) + s)
print(deque.__class_getitem__(int), list(deque('abc')), deque([1, 2, 3]).index(2, 1, 3)); t(deque([1, 2, 3]).index, 1, 1)
match deque([1, 2]):
    case [a, b]: print('seq', a, b)
dd = defaultdict(list); dd['a'].append(1); dd['b']; print(dd, dd.default_factory, dict(dd)); t(lambda: defaultdict()['x']); t(defaultdict, 1)
dd2 = defaultdict(int, {'a': 1}, b=2); dd2['c'] += 5; print(dd2, dd2.get('zz'), 'zz' in dd2, dd2.copy(), type(dd2.copy()).__name__)
print(dd2 | {'q': 1}, {'q': 1} | dd2); dd2.default_factory = None; t(lambda: dd2['no'])
class DD(defaultdict):
    def __missing__(self, k): return k * 2
print(DD()['ab'], DD(int, x=1)); print(copy.copy(dd), copy.deepcopy(dd))
rec = defaultdict(lambda: 0); rec['self'] = rec; print(repr(rec)[-10:])
od = OrderedDict([('a', 1), ('b', 2), ('c', 3)]); od.move_to_end('a'); print(od, list(od)); od.move_to_end('c', last=False); print(list(od)); print(od.popitem(), od.popitem(last=False), od)
t(od.move_to_end, 'zz'); t(OrderedDict().popitem); print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {'b': 2, 'a': 1}, OrderedDict() , OrderedDict.fromkeys('ab', 0))
print(list(reversed(OrderedDict(a=1, b=2))), OrderedDict(a=1) | {'b': 2}, {'z': 1} | OrderedDict(a=1), copy.copy(od), od.copy())
lru = OrderedDict()
for i in range(2000):
    lru[i] = i
    if len(lru) > 100: lru.popitem(last=False)
    if i % 3 == 0 and i - 5 in lru: lru.move_to_end(i - 5)
print(len(lru), list(lru)[:5], list(lru)[-3:])
P = namedtuple('P', 'x y', defaults=[5]); p = P(1); print(p, p.x, p.y, p._replace(x=9), p._asdict(), P._fields, P.x); t(lambda: setattr(p, 'x', 1)); t(P.x.__get__, [1]); print(P._make([3, 4]), *p)
c = Counter('abracadabra'); print(c, c.most_common(2), c['zz'], Counter(a=3) - Counter(a=1), Counter(a=1) + Counter(b=2), sorted(c.elements())[:4]); c.update('aaa'); print(c.total())
print(ChainMap({'a': 1}, {'a': 2, 'b': 3})['b'], UserDict(a=1), UserList([1, 2]))
