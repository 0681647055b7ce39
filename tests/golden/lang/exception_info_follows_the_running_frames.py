import sys
def now(): return sys.exc_info()[0] and sys.exc_info()[0].__name__
print(now())
try:
    raise ValueError
except ValueError:
    print(now())
    def inner():
        print(now())
        try:
            raise KeyError
        except KeyError:
            print(now())
        print(now())
    inner()
    print(now(), sys.exception().__class__.__name__)
print(now())
