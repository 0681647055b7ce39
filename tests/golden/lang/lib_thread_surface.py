import _thread, threading
lock = _thread.allocate_lock()
for call in (lambda: lock.acquire(False, 1), lambda: lock.acquire(timeout=-5), lambda: lock.release(), lambda: lock.acquire(timeout=0.01),
             lambda: lock.acquire(timeout=0.01), lambda: _thread.RLock().release(), lambda: _thread.stack_size(100), lambda: _thread.start_new_thread(1, ()),
             lambda: _thread._ThreadHandle().join(), lambda: _thread._make_thread_handle(5), lambda: _thread._local(1), lambda: _thread.exit()):
    try:
        print(call())
    except BaseException as e:
        print(type(e).__name__, e)
c = threading.Condition()
with c:
    print(c.wait(0.01))
print(threading.Event().wait(0.01), threading.main_thread().name)
