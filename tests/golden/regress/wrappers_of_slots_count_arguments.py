SAMPLES = [[1], {}, 'a', b'a', bytearray(b'a'), 3, 1.5, 1j, (1,), memoryview(b'ab'), {1}, range(3)]
SKIPPED = {'__new__', '__init__', '__class__', '__init_subclass__', '__subclasshook__', '__dir__', '__reduce__',
           '__reduce_ex__', '__getstate__', '__exit__', '__sizeof__'}

for sample in SAMPLES:
    cls = type(sample)
    seen = {}
    for name in sorted(vars(cls)):
        if not name.startswith('__') or name in SKIPPED or not callable(getattr(sample, name, None)):
            continue
        for given in (), (1,), (1, 2, 3, 4):
            for keywords in {}, {'x': 1}:
                if len(given) == 1 and not keywords:
                    continue
                try:
                    getattr(sample, name)(*given, **keywords)
                except TypeError as e:
                    text = str(e).replace(name, '*')
                    seen.setdefault(text, []).append(name)
    for text, names in sorted(seen.items()):
        # What only one of the two interpreters has is not the matter here.
        print(cls.__name__, text, '|', *sorted({n.strip('_') for n in names} - {'lt', 'le', 'gt', 'ge'}))

for call in (lambda: [].__setitem__(1), lambda: memoryview(b'').__setitem__(1), lambda: object().__setattr__('a')):
    try:
        call()
    except TypeError as e:
        print(e)
