class Base:
    def m(self):
        return 'm'


class Derived(Base):
    def m(self):
        del self
        return super().m()

    def attribute(self):
        del self
        return super().m

    def plain(self):
        del self
        return super()

    def sometimes(self, gone):
        if gone:
            del self
        return super().m()


for f in [lambda: Derived().m(), lambda: Derived().attribute(), lambda: Derived().plain(), lambda: Derived().sometimes(True), lambda: Derived().sometimes(False)]:
    try:
        print(f())
    except (RuntimeError, UnboundLocalError) as e:
        print(type(e).__name__, e)
try:
    exec('''
class C(Base):
    def m(self): del self; return super().m()
super
C().m()
''')
except RuntimeError as e:
    print(e)
