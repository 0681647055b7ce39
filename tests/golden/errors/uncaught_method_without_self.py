class A:
    def go():
        pass


A().go()
