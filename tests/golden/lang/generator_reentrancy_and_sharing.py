# A running generator refuses to be entered again, from wherever; two may yield from one.
def attempt(label, f, *a):
    try:
        print(label, '->', repr(f(*a)))
    except BaseException as e:
        print(label, '!!', type(e).__name__, e, '| ctx', repr(e.__context__))


def self_user():
    attempt('next', lambda: next(me))
    attempt('send', lambda: me.send(1))
    attempt('throw', lambda: me.throw(ValueError))
    attempt('close', lambda: me.close())
    print(me.gi_running, me.gi_suspended, me.gi_yieldfrom)
    yield 1
    for x in me:
        print(x)


me = self_user()
print(next(me))
attempt('for', lambda: next(me))


def o():
    yield from i()


def i():
    attempt('outer next', lambda: next(outer))
    attempt('outer throw', lambda: outer.throw(ValueError))
    attempt('outer close', lambda: outer.close())
    attempt('inner close', lambda: outer.gi_yieldfrom.close() if outer.gi_yieldfrom else 'none')
    print(outer.gi_running, outer.gi_suspended, outer.gi_yieldfrom)
    yield 1
    attempt('outer next', lambda: next(outer))
    yield 2


outer = o()
print(next(outer))
print(outer.gi_running, outer.gi_suspended, outer.gi_yieldfrom is not None)
print(next(outer))
attempt('end', lambda: next(outer))


def yf_self():
    yield 1
    yield from s


s = yf_self()
print(next(s))
attempt('yield from self', lambda: next(s))
attempt('yield from self again', lambda: next(s))


# two delegators to one
def shared():
    try:
        r = 0
        while True:
            r = yield r
            print('shared got', r)
            if r == 'stop':
                return 'shared done'
    except ValueError as e:
        print('shared caught', e)
        yield 'after'


def deleg(name, g):
    v = yield from g
    print(name, 'result', v)
    return name


sh = shared()
a, b = deleg('a', sh), deleg('b', sh)
print(next(a), next(b), a.send(1), b.send(2), next(sh), sh.send(5))
attempt('a stop', lambda: a.send('stop'))
attempt('b next', lambda: next(b))

sh = shared()
a, b = deleg('a', sh), deleg('b', sh)
print(next(a), next(b))
attempt('a throw', lambda: a.throw(ValueError('x')))
attempt('b next', lambda: next(b))
attempt('a next', lambda: next(a))

sh = shared()
a, b = deleg('a', sh), deleg('b', sh)
print(next(a), next(b))
attempt('close a', lambda: a.close())
attempt('b next', lambda: next(b))

# delegated generator used while running via other delegator
def evil():
    attempt('b in evil', lambda: next(b2))
    yield 1
    attempt('b in evil', lambda: b2.send(3))
    yield 2


ev = evil()
a2, b2 = deleg('a2', ev), deleg('b2', ev)
print(next(a2))
attempt('b2', lambda: next(b2))
attempt('a2', lambda: next(a2))
attempt('a2', lambda: next(a2))


class It:
    def __iter__(self): return self
    def __next__(self):
        attempt('in It', lambda: next(w))
        print(w.gi_running, w.gi_yieldfrom, w.gi_frame.f_lineno)
        attempt('in It throw', lambda: w.throw(OSError))
        attempt('in It close', lambda: w.close())
        return 9


def wrapper():
    yield from It()


w = wrapper()
print(next(w), next(w), w.gi_yieldfrom.__class__.__name__)
