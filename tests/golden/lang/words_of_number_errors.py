# Messages of number operations.
tests = '''1 // 0|1 % 0|divmod(1, 0)|1.0 / 0|1.0 // 0|1.0 % 0|divmod(1.0, 0)|0 ** -1|0.0 ** -1|1j / 0|0j ** -1|int('5', None)|complex(None)
complex('1', 2)|complex(1, '2')|complex(1, None)|int.__new__(bool, 1)|object.__new__(int)|int.__add__()|int.__round__()|list.append()
1 in 5|[].index(1)|range(5).index(9)|delattr(1, 'real')|print(1, zep=2)|int('1', bas=2)|max([1], defalt=1)|[1, 2] + 5|''.join(5)
float.__add__(1, 2)|int.__round__('a')|(1).__bool__(2)'''.replace('\n', '|').split('|')
for test in tests:
    try:
        print(test, '=', eval(test))
    except Exception as e:
        print(test, '->', type(e).__name__, e)


class Trunc:
    def __trunc__(self):
        return 7


try:
    int(Trunc())
except TypeError as e:
    print(e)
print((1.0).__hash__(), float.__hash__(0.5) == hash(0.5), (5).__hash__())
