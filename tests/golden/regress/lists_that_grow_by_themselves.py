# A list of a script's class that was extended by itself never came to an end.
class Own(list):
    pass


class Odd(list):
    def __iter__(self):
        return iter('odd')


for cls in list, Own, Odd:
    x = cls([1, 2])
    x += x
    x.extend(x)
    print(len(x), list.__repr__(x))
