# What `next` read stays ahead of what is written; what `read` read does not.
import io


def attempt(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__, str(e)


STEPS = {
    'next': lambda f: f.__next__(), 'tell': lambda f: f.tell(), 'write': lambda f: f.write('w'), 'line': lambda f: f.readline(), 'flush': lambda f: f.flush(), 'one': lambda f: f.read(1)}


class Pipe(io.BytesIO):
    def seekable(self):
        return False


for binary in io.BytesIO, Pipe:
    for steps in 'next tell write', 'next write tell', 'line write', 'one write', 'next flush tell', 'next write flush tell', 'next line flush tell', 'line next write':
        stream = io.TextIOWrapper(binary(b'a\r\nb\rc\nd\n'), 'utf-8')
        print(binary.__name__, steps, [attempt(lambda: STEPS[s](stream)) for s in steps.split()], attempt(stream.read))
