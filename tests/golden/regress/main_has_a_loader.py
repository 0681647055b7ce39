# The program's module has a loader that knows its text.
print(type(__loader__).__name__, __loader__.name, __spec__)
import __main__

print(__main__.__loader__ is __loader__, list(globals()).index("__loader__"))
print(__loader__.get_source("__main__").splitlines()[0])
