# The right one is none of those that are asked first: which class the message names.
class Pair(tuple):
    pass


class Text(str):
    def __rmul__(self, other):
        return 'by the text'

    def __radd__(self, other):
        return 'added to the text'


class Number:
    def __rmul__(self, other):
        return 'by the number'


pair = Pair([1])
for f in (lambda: pair * 's', lambda: 's' * pair, lambda: pair * Pair(), lambda: [1] * pair, lambda: pair * Text('x'), lambda: pair + Text('x'), lambda: 'a' * Text('x'),
          lambda: pair * Number(), lambda: pair * 2, lambda: 2 * pair, lambda: pair * 1.5, lambda: 1.5 * pair, lambda: pair + [1], lambda: b'x' * pair):
    try:
        print(f())
    except TypeError as e:
        print(e)
