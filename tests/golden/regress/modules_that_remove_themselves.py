# What a module does to its own entry of sys.modules while it is imported.
import importlib
import os
import sys
import tempfile

texts = {
    'gone': 'import sys\ndel sys.modules[__name__]\nx = 1\n',
    'number': 'import sys\nsys.modules[__name__] = 5\n',
    'nothing': 'import sys\nsys.modules[__name__] = None\n',
    'fails': 'import sys\ndel sys.modules[__name__]\n1 / 0\n',
}
with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    os.mkdir(os.path.join(folder, 'pack'))
    texts |= {f'pack/{name}': text for name, text in texts.items()}
    texts |= {'pack/__init__': '', 'pack/orphan': 'import sys\ndel sys.modules["pack"]\n', 'last': 'import first\n', 'first': ''}
    for name, text in texts.items():
        with open(os.path.join(folder, name + '.py'), 'w') as f:
            f.write(text)

    def bound(name):
        names = {}
        exec(f'import {name} as m', names)
        return names['m']

    for name in 'gone', 'number', 'nothing', 'fails', 'pack.gone', 'pack.number', 'pack.nothing', 'pack.fails', 'pack.orphan':
        for way in __import__, importlib.import_module, bound, lambda name: exec(f'from {name} import x'):
            try:
                found = way(name)
                print(name, getattr(found, '__name__', found), end=' ')
            except Exception as e:
                print(name, type(e).__name__, str(e).replace(folder, ''), end=' ')
            print(str(sys.modules.get(name, 'not there')).replace(folder, ''))
            for key in [key for key in sys.modules if key.split('.')[0] in ('gone', 'number', 'nothing', 'fails', 'pack')]:
                del sys.modules[key]
    import last
    print(list(sys.modules)[-2:])
