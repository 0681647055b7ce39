import gc
import sys
import warnings


def opened(*args, **kwargs):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        open(__file__, *args, **kwargs)
        gc.collect()
    for w in seen:
        print(w.category.__name__, str(w.message).replace(repr(__file__), 'FILE'), w.lineno)


opened()
opened('rb')
opened('rb', 0)

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    open(__file__).close()
    with open(__file__, 'rb'):
        pass
print(seen)

with warnings.catch_warnings():
    warnings.simplefilter('error')
    sys.unraisablehook = lambda u: print(u.exc_type.__name__, u.err_msg and u.err_msg.split(' <')[0])
    open(__file__, 'rb', 0)
