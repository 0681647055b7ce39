class A:
    def append_all(self): pass


A().apend_all()
