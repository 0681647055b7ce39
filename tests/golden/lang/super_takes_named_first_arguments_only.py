# super() without arguments wants a first argument that has a name.
class A:
    def star(*args):
        return super()

    def deleted(self):
        del self
        return super()

    def rebound(self):
        self = 5
        return super()

    def slash(self, /):
        return super().__self_class__.__name__

    def captured(self):
        return (lambda: self)() is super().__self__


for f in (A().star, A().deleted, A().rebound, A().slash, A().captured):
    try:
        print(f())
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e)
