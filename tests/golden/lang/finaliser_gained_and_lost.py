class Plain: pass
class Late: pass
class Sub(Late): pass
class Base: pass
class Middle(Base): pass
class Other:
    def __del__(self): print('other', type(self).__name__)


o = Plain()
o.__class__ = Other
del o
o, p = Late(), Sub()
Late.__del__ = lambda self: print('late', type(self).__name__)
del o, p
o, p = Late(), Sub()
del Late.__del__
del o, p
o = Middle()
Middle.__bases__ = Other,
del o
o = Middle()
Middle.__bases__ = Base,
del o
o = Other()
o.__class__ = Plain
del o
class List(list): pass
o = List()
o.append(o)
List.__del__ = lambda self: print('list', len(self))
del o
import gc
gc.collect()
