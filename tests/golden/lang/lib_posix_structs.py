import os
s = os.stat_result(range(19))
print(s, s.st_atime, s.st_atime_ns, s.n_unnamed_fields, s.__match_args__)
real = os.stat('/')
cls, args = real.__reduce__()
print(cls(*args) == real, real.st_mtime_ns // 10**9 == real[8])
print(os.sched_param(5), os.terminal_size((3, 4)))
for wrong in (lambda: os.stat_result((1,)), lambda: s.__replace__(st_mode=1)):
    try:
        wrong()
    except TypeError as e:
        print(e)
