import threading
import time
clock = time.pthread_getcpuclockid(threading.get_ident())
print(type(clock), 0 <= time.clock_gettime(clock) <= time.process_time() + 1, abs(time.clock_gettime(clock) - time.thread_time()) < 1)
