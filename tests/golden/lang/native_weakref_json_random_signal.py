import weakref, gc, json, random, string, errno, atexit, signal, contextvars, copy
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
class C:
    def __init__(s, v=0): s.v = v
    def hi(s): return 'hi'
    def __len__(s): return 3
    def __getitem__(s, i): return i * 2
    def __add__(s, o): return ('add', o)
    def __call__(s, *a): return ('called', a)
c = C(); r = weakref.ref(c); print(r() is c, weakref.getweakrefcount(c), hash(r) == hash(c), r == weakref.ref(c), 'to \'C\'' in repr(r)); t(weakref.ref, 5); t(weakref.ref, [])
dead = []; r2 = weakref.ref(c, lambda x: dead.append(x is r2)); p = weakref.proxy(c); print(p.hi(), len(p), p[4], p + 1, p(1, 2), type(p).__name__, bool(p)); p.v = 9; print(c.v)
del c; print(r(), dead, 'dead' in repr(r)); t(lambda: p.hi()); t(hash, weakref.ref(C())); t(p.__len__ if 0 else lambda: len(p))
f = C(); w = weakref.WeakValueDictionary(a=f); k = weakref.WeakKeyDictionary({f: 1}); s = weakref.WeakSet([f]); print(len(w), len(k), len(s), f in s); m = weakref.WeakMethod(f.hi); print(m()()); fin = weakref.finalize(f, print, 'finalized', 1); del f; print(len(w), len(k), len(s), m(), fin.alive)
gc.collect(); a = C(); a.me = a; ra = weakref.ref(a); del a; print(gc.collect() > 0, ra(), gc.isenabled()); gc.disable(); print(gc.isenabled()); gc.enable(); print(gc.get_threshold(), gc.is_tracked([]), gc.is_tracked(1), gc.garbage, gc.get_debug())
for x in ('"a\\u00e9\\n"', '[1, 2.5, true, null, "x"]', '{"k": {"z": [1]}}', '"\\ud83d\\ude00"', '"\\ud83d"', '-1.5e3', '  [ ]  '): t(json.loads, x)
for x in ('"abc', '[1,]', '{"a" 1}', '"\\x"', '"\\u12"', '"a\nb"', '', '[1 2]', 'nul', '{1: 2}', '"a" x'): t(json.loads, x)
for x in ('é"\\\n\t\x01\x7f€😀', [1, None, True, 1.5, float('inf')], {'b': 1, 'a': [1, 2]}, (1, 2), {1: 2, None: 3}): print(json.dumps(x), json.dumps(x, ensure_ascii=False), json.dumps(x, indent=1))
t(json.dumps, {1, 2}); print(json.dumps({'b': 1, 'a': 2}, sort_keys=True, separators=(',', ':')))
rr = random.Random(42); print(rr.random(), rr.getrandbits(100), rr.randint(1, 100), rr.choice('abc'), rr.sample(range(100), 5), rr.gauss(0, 1), rr.shuffle(l := list(range(5))), l); st = rr.getstate(); x = rr.random(); rr.setstate(st); print(x == rr.random()); print(random.Random('text').random(), random.Random(-5).random(), random.Random(2**100).random(), random.Random(1.5).random(), random.Random(b'q').random()); t(rr.getrandbits, -1); print(rr.getrandbits(0), rr.randbytes(4)); random.seed(7); print(random.random(), random.uniform(1, 2), random.choices('xy', k=4), random.expovariate(1))
print(string.Formatter().format('{0} {a.real:>5} {b[0]!r}', 1, a=3, b=['q']), string.Template('$x').substitute(x=1)); t(string.Formatter().format, '{')
print(errno.EAGAIN, errno.errorcode[11]); print(signal.SIGINT, signal.Signals(2), signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.strsignal(2))
got = []; old = signal.signal(signal.SIGUSR1, lambda n, f: got.append(n)); signal.raise_signal(signal.SIGUSR1); print(got, old); t(signal.signal, 9, lambda *a: 0); t(signal.signal, 99, 1); t(signal.signal, 2, 'x')
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt: print('KI')
atexit.register(print, 'bye', 1, sep='-'); atexit.register(lambda: print('first'))
import _sha2
print(_sha2.sha256(b'abc').hexdigest(), _sha2.sha512(b'').digest()[:4], _sha2.sha256().name)
import unicodedata as u
print(u.name('é'), u.lookup('EURO SIGN'), u.category('A'), u.normalize('NFD', 'é') == 'e\u0301', u.normalize('NFKC', 'ﬁ'), u.combining('\u0301'), u.decimal('٣'), u.east_asian_width('世'), u.is_normalized('NFC', 'é')); t(u.name, '\x00'); t(u.lookup, 'nope'); t(u.category, 'ab')
import _thread; l = _thread.allocate_lock(); print(l.acquire(), l.locked(), l.acquire(False), l.release(), l.locked()); t(l.release)
with l: print(l.locked())
import _codecs; print(_codecs.encode('é'), _codecs.decode(b'\xc3\xa9'), _codecs.encode('é', 'latin-1')); t(_codecs.encode, 'é', 'ascii'); t(_codecs.encode, 'é', 'nope')
import datetime as dt; print(dt.datetime(2024, 1, 2, 3, 4).strftime('%Y %j'), dt.date(2024, 2, 29).isoformat(), dt.timedelta(days=1.5))
