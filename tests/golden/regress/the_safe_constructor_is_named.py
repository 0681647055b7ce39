class Low(int):
    pass


class High(Low):
    def __new__(cls, *args):
        return object.__new__(cls)


for f in High, lambda: object.__new__(Low), lambda: tuple.__new__(High), lambda: object.__new__(int):
    try:
        f()
    except TypeError as e:
        print(e)
