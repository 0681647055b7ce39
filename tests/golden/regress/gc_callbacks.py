import gc, sys

told = []
gc.callbacks.append(lambda phase, info: told.append((phase, *(info[k] for k in ("generation", "collected", "uncollectable")))))
class Node: pass
node = Node(); node.me = node; del node
print(gc.collect() > 0)
print(told[0], told[1][:2], told[1][2] > 0, len(told))
told.clear(); gc.collect(0); gc.collect(1); print(told)
gc.callbacks[:] = [lambda phase, info: told.append((phase, gc.collect()))]
told.clear(); print(gc.collect(), told)
def fails(phase, info): raise ValueError(phase)
sys.unraisablehook = lambda u: print(u.exc_type.__name__, u.exc_value, "|", u.err_msg.split(" at ")[0], "|", u.object)
gc.callbacks[:] = [5, fails]
gc.collect()
gc.callbacks[:] = [lambda phase, info: gc.callbacks.clear(), fails]
gc.collect()
gc.callbacks = None
print(gc.collect())
