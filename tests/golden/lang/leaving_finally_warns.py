# PEP 765: what leaves a finally block loses the exception under way.
import warnings
for src in ('def f():\n try: pass\n finally: return 1', 'for i in x:\n try: pass\n finally: break', 'for i in x:\n try: pass\n finally: continue',
            'def f():\n try: pass\n finally:\n  for i in x: break', 'def f():\n try: pass\n finally:\n  def g(): return 1',
            'def f():\n try: pass\n finally:\n  while 1: continue\n  else: return', 'def f():\n try: pass\n finally:\n  try: return 1\n  finally: return 2',
            'for i in x:\n try: pass\n finally:\n  match a:\n   case 1: break', 'def f():\n try: return 1\n except: return 2\n else: return 3\n finally: pass'):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        compile(src, "s", "exec")
    print([(str(w.message), w.lineno, w.category.__name__) for w in found])
