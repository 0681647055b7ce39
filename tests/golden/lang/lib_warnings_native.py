import _warnings, warnings
for call in (lambda: _warnings.warn('a', int), lambda: _warnings.warn('a', skip_file_prefixes=(1,)), lambda: _warnings.warn_explicit('a', UserWarning, 5, 1),
             lambda: _warnings.warn_explicit('a', UserWarning, 'f', 1, registry=5), lambda: _warnings._filters_mutated_lock_held()):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter('once')
    for i in range(3):
        warnings.warn('twice')
    warnings.warn_explicit('there', DeprecationWarning, 'f.py', 7)
print([(str(w.message), w.category.__name__, w.lineno if w.filename == 'f.py' else 0) for w in log])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try:
        ~True
    except DeprecationWarning as e:
        print(str(e)[:40])
