# What is said of arguments that are no bytes and no module's name.
def tell(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


tell(lambda: int.from_bytes('x'))
tell(lambda: int.from_bytes(5))
tell(lambda: int.from_bytes(['a']))
tell(lambda: int.from_bytes([300]))
tell(lambda: int.from_bytes(bytearray(b'ab')))
tell(lambda: bytearray().extend('ab'))
tell(lambda: bytearray().extend(5))
tell(lambda: __import__(1))
tell(lambda: __import__(1, level=-1))
tell(lambda: __import__('os', level=-1))
tell(lambda: __import__(''))
