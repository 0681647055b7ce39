import inspect

one, other, third = (compile(text, 'x', 'exec') for text in ('a = 1\ndef f(): pass', 'a = 1\ndef f(): pass', 'a = True\ndef f(): pass'))
print(one == other, hash(one) == hash(other), one is other, one == third, one == 1)
print(len({one, other, third}))
print(type(one.co_code) is bytes, len(one.co_code) % 2, one.co_code == other.co_code)
names = [name for name, value in inspect.getmembers(one)]
print('co_code' in names, 'co_exceptiontable' in names)
