# What dies unclosed is the source of the warning about it.
import os
import warnings

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    open(os.devnull, "rb")
    os.scandir("/")
for w in seen:
    print(w.category.__name__, type(w.source).__name__)
