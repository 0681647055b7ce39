# The operands of `in` die before anything else runs.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)

    def __contains__(self, item):
        return True


def tests():
    if Noisy('left') in [1, 2]:
        pass
    else:
        print('not in')
    if 1 in Noisy('right'):
        print('in')
    if 1 not in Noisy('other'):
        pass
    else:
        print('in again')
    x = 1 in Noisy('value')
    print(x)


tests()
