# sys.path_importer_cache says who looks into a folder.
import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, 'some_module.py'), 'w') as f:
        f.write('x = 1\n')
    sys.path.insert(0, folder)

    class Finder:
        def find_spec(self, name, target=None):
            print('asked for', name)

    usual = sys.path_importer_cache
    for entry in None, 5, object(), 'text', Finder():
        sys.path_importer_cache[folder] = entry
        try:
            import some_module
            print('found')
        except Exception as e:
            print(type(e).__name__, e)
        sys.modules.pop('some_module', None)
    del sys.path_importer_cache[folder]
    for cache in None, 5, [], {}:
        sys.path_importer_cache = cache
        try:
            import some_module
            print('found')
        except Exception as e:
            print(type(e).__name__, e)
        sys.modules.pop('some_module', None)
    sys.path_importer_cache = usual
