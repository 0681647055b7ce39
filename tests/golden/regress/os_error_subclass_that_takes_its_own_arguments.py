class WithNew(OSError):
    def __new__(cls, message, baz):
        self = super().__new__(cls, message)
        self.baz = baz
        return self


class WithInit(OSError):
    def __init__(self, message, bar):
        super().__init__(message)
        self.bar = bar

for e in WithNew('m', 'b'), WithNew('m', baz='b'), WithInit('m', bar='b'):
    print(e.args, vars(e))
try:
    del BlockingIOError('a', 'b').characters_written
except AttributeError as e:
    print('AttributeError')
