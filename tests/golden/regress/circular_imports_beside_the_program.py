# A folder that the program put into sys.path is not where the program lies: nothing in it hides a library.
import pathlib
import sys
import tempfile

folder = pathlib.Path(tempfile.mkdtemp())
(folder / 'circular_one.py').write_text('import circular_two\nx = 1\n')
(folder / 'circular_two.py').write_text('import circular_one\ntry:\n    circular_one.x\nexcept AttributeError as e:\n    print(str(e).split(" from ")[0])\nfrom circular_one import x\n')
sys.path.insert(0, str(folder))
try:
    import circular_one
except ImportError as e:
    print(str(e).replace(str(folder), 'folder'))
