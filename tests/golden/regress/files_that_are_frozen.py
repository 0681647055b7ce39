import codecs
import inspect
import os
import posixpath
import runpy
import traceback

for f in os.makedirs, posixpath.join, codecs.lookup, runpy.run_module, os.path.exists, codecs.getencoder:
    if hasattr(f, "__code__"):
        print(f.__code__.co_filename)
print(inspect.getsource(runpy.run_module).splitlines()[0], os.path.basename(os.__file__))
try:
    os.makedirs("/dev/null/x")
except OSError as e:
    print([(f.filename, f.name, f.line) for f in traceback.extract_tb(e.__traceback__)][1:])
