# time: real
import time, os, sys
os.environ['TZ'] = 'CET-1CEST,M3.5.0,M10.5.0/3'; time.tzset()
for e in ['time.struct_time((1,2))', 'time.struct_time(range(12))', 'time.struct_time(1)', 'time.gmtime(0)', 'time.struct_time(range(9)).tm_zone', 'time.gmtime(0).__reduce__()', 'time.sleep(-1)', "time.sleep('a')", "time.sleep(float('nan'))", "time.localtime('a')", 'time.localtime(1e30)', "time.localtime(float('nan'))", "time.strftime('%Y',(1,2))", "time.strftime('%Y',1)", "time.strftime('%Y',(2000,13,1,0,0,0,0,0,0))", 'time.strftime(1)', 'time.asctime((2000,1,1,0,0,0,0,1,0))', 'time.ctime(0)', 'time.mktime((2000,1,1,0,0,0,0,1,0))', "time.get_clock_info('monotonic')", "time.get_clock_info('x')", "time.get_clock_info('time')", 'time.gmtime(-1)', "time.strptime('2020','%Y')", "time.strptime('x','%Y')", "time.strptime('2020 1','%Y')", 'time.gmtime(1.9999999999)', 'time.mktime((1,))', 'time.mktime(1)', 'time.clock_gettime(99)', 'time.asctime(1)']:
    if not e.startswith('time') or 'dir(time)' in e: continue
    try: print(e, '->', eval(e))
    except Exception as x: print(e, '!!', type(x).__name__, x)
print(time.tzname, time.timezone, time.altzone, time.daylight)
for u in (0, 1720000000, 1705000000, 1711846800, 1729990800, 1729994400, -86400*365*100):
    l = time.localtime(u); print(u, l, l.tm_zone, l.tm_gmtoff, time.mktime(l), time.strftime('%c|%Z|%z|%j|%U|%s', l), time.ctime(u), time.asctime(time.gmtime(u)))
print(time.mktime((2024, 7, 1, 12, 0, 0, 0, 0, -1)), time.mktime((2024, 7, 1, 12, 0, 0, 0, 0, 0)), time.mktime((2024, 14, 35, 25, 61, 61, 0, 0, -1)))
print(time.strptime('Mon Jan  5 10:11:12 2015'), time.strptime('2024-02-29 CEST', '%Y-%m-%d %Z'), time.strptime('12:30 PM', '%I:%M %p'))
a = time.monotonic(); time.sleep(0.01); b = time.monotonic(); print(b - a >= 0.01, b - a < 0.2, isinstance(time.time_ns(), int), time.perf_counter() > 0, time.process_time() >= 0, abs(time.time() - time.time_ns() / 1e9) < 1)
s = time.struct_time((2024, 1, 2, 3, 4, 5, 1, 2, 0)); print(s, s.tm_year, s[0], s == (2024, 1, 2, 3, 4, 5, 1, 2, 0), tuple(s), s.n_fields, s.n_sequence_fields, s.__reduce__(), hash(s) == hash(tuple(s)), s[1:3])
import copy; print(copy.copy(s) == s, copy.replace(s, tm_year=1).tm_year)
try: s.tm_year = 5
except Exception as e: print(type(e).__name__, e)
print(time.strftime('%Y-%m-%d %H:%M:%S', (2024, 1, 2, 3, 4, 5, 1, 2, 0)), time.gmtime(0) < time.gmtime(1), len(s), type(s))
