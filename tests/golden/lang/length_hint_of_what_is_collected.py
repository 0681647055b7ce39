# `list` asks the iterable itself for a hint; a TypeError from there counts for nothing.
class Hint:
    def __iter__(self):
        return iter((1, 2))

    def __length_hint__(self):
        print('asked')
        return 5


class Wrong(Hint):
    def __length_hint__(self):
        raise error


print(list(Hint()), [*Hint()])
for error in (TypeError('no'), ValueError('bad')):
    try:
        print(list(Wrong()))
    except ValueError as e:
        print('ValueError', e)
