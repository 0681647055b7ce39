import os, select
r, w = os.pipe()
print(select.select([r], [], [], 0), select.select([r], [w], [], 1) == ([], [w], []))
os.write(w, b'x')
p = select.poll()
p.register(r, select.POLLIN)
print(p.poll(0) == [(r, select.POLLIN)])
with select.epoll() as e:
    e.register(r, select.EPOLLIN)
    print(e.poll(0) == [(r, select.EPOLLIN)], e.closed)
print(e.closed)
for call in (lambda: select.select(1, [], []), lambda: select.select([], [], [], -1), lambda: select.select([-1], [], []), lambda: p.unregister(999),
             lambda: p.modify(999, 1), lambda: select.epoll(-2), lambda: e.fileno(), lambda: select.select([], [], [], 'x')):
    try:
        print(call())
    except Exception as e2:
        print(type(e2).__name__, e2)
