# complex(real=z) takes a part, not any number.
import warnings

warnings.simplefilter('always')
warnings.showwarning = lambda message, category, *rest: print('  ', category.__name__, message)


class Complex:
    def __complex__(self):
        return 3j


class Index:
    def __index__(self):
        return 5


for given in {'real': 1j}, {'real': 1}, {'real': Complex()}, {'real': Index()}, {'real': '1'}, {'real': b'1'}, {'real': None}, {'imag': '1'}, {'imag': 1j}, {'real': -0.0}, {'imag': -0.0}, {'real': 1j, 'imag': 2j}, {'other': 1}, {'rael': 1}, {'real': 1, 'imag': 2, 'other': 3}:
    for args in (), (1j,):
        try:
            print(args, list(given), complex(*args, **given))
        except Exception as e:
            print(args, list(given), type(e).__name__, e)
for args in (), ('1+2j',), (Complex(),), ('1', 2), (1, '2'), (1j, 1j), (Index(), Index()), (1, 2, 3), (None,):
    try:
        print(complex(*args))
    except Exception as e:
        print(type(e).__name__, e)
