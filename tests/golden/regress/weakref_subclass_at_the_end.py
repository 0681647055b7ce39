# status: 1
import weakref
class Thing:
    pass
def run():
    class Watch(weakref.ref):
        pass
    t = Thing()
    a = Watch(t, id)
    b = Watch(t, str)
    raise ValueError("end with both alive")
run()
