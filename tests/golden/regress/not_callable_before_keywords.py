class Callable:
    def __call__(self, **named):
        return named


for f in None, 5, object(), Callable(), print, dict:
    try:
        print(f(**{1: 2}))
    except TypeError as e:
        print(e)
try:
    print(None(*[1], **{b'y': 2}))
except TypeError as e:
    print(e)
