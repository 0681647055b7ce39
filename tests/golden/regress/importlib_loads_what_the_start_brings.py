# importlib finds what CPython's start has brought already, in its order.
import importlib

for name in ("genericpath", "posixpath", "os.path", "stat"):
    print(importlib.import_module(name).__name__)
