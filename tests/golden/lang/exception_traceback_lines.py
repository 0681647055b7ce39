import traceback
def inner():
    raise ValueError("x")
def outer():
    try:
        inner()
    except ValueError:
        raise
def again(e):
    raise e
try:
    outer()
except ValueError as e:
    print([(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)])
    try:
        again(e)
    except ValueError as e2:
        print([(f.name, f.lineno) for f in traceback.extract_tb(e2.__traceback__)])
try:
    try:
        inner()
    finally:
        x = 1
except ValueError as e:
    print([(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)])
