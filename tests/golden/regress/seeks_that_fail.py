# Where the raw stream refuses, a buffered one stays as it was; a stream for both reads anew when it is asked to look ahead.
import io
for kind in io.BufferedRandom, io.BufferedReader:
    for size in 8192, 2:
        stream = kind(io.BytesIO(b'abcdef'), size)
        print(stream.read(1), end=' ')
        try:
            stream.seek(-1)
        except ValueError as e:
            print(e, end=' ')
        print(stream.tell(), stream.peek(1), stream.read())
