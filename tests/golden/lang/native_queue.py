# SimpleQueue, and queue's own classes where nobody has to wait.
import _queue
import queue
import weakref

q = _queue.SimpleQueue()
print(q.empty(), q.qsize(), q.put(1), q.put(2, False, 3), q.put(item=3, timeout='x'), q.put_nowait([4]), q.qsize(), q.empty())
print(q.get(), q.get(False), q.get(block=True, timeout=1), q.get_nowait())
for call in ('get(False)', 'get_nowait()', 'get(timeout=-1)', 'get(True, 0.01)', 'get("a", "b")', 'get(timeout=1e30)', 'get(timeout=float("nan"))', 'get(False, "a")', 'put()', 'x',
             'put_nowait()', 'get(1, 2, 3)'):
    try:
        print(call, eval('q.' + call))
    except Exception as e:
        print(call, type(e).__name__, e)
for call in 'SimpleQueue(1)', 'SimpleQueue(a=1)', 'SimpleQueue[int]', 'Empty.__mro__', 'Empty.__doc__', 'SimpleQueue.__module__':
    try:
        print(call, eval('_queue.' + call))
    except Exception as e:
        print(call, type(e).__name__, e)


class Sub(_queue.SimpleQueue):
    def __init__(self, a, b=2):
        self.both = a, b


s = Sub(1, b=3)
s.put(s)
print(s.both, s.get() is s, weakref.ref(s)() is s)
print(queue.Empty is _queue.Empty, queue.SimpleQueue is _queue.SimpleQueue)
for kind in queue.Queue, queue.LifoQueue, queue.PriorityQueue:
    q = kind(3)
    for n in 2, 1, 3:
        q.put(n)
    try:
        q.put_nowait(9)
    except queue.Full as e:
        print('full', repr(e))
    print(kind.__name__, q.full(), [q.get() for _ in range(3)], q.empty())
