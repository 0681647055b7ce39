# Streams of the system cannot be pickled or copied, and say so.
import copy, io, pickle

for stream in (open("/dev/null"), open("/dev/null", "rb"), open("/dev/null", "wb"), open("/dev/null", "rb", 0)):
    with stream:
        for ask in (stream.__getstate__, lambda: stream.__reduce_ex__(2), lambda: pickle.dumps(stream), lambda: copy.copy(stream)):
            try:
                ask()
            except TypeError as e:
                print(e)
print(bytearray(b"a\xff").__reduce__(), bytearray(b"a").__reduce_ex__(3), bytearray().__reduce_ex__(3))
print(io.TextIOBase().encoding, io.TextIOBase.errors, vars(io.IOBase.__base__)["__dict__"])
