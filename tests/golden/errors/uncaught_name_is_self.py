class A:
    def __init__(self):
        self.size = 1

    def show(self):
        return size


A().show()
