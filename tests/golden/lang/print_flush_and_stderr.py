import sys
print("out 1")
print("err", file=sys.stderr)
sys.stdout.write("no newline")
sys.stdout.flush()
print()
print("multi", "args", sep="|", end="||\n", flush=True)
print(sys.stdout.isatty(), sys.stdout.encoding, sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno())
sys.stdout.flush()
sys.stdout.buffer.write(b"raw bytes \xc3\xa9\n")
sys.stdout.buffer.flush()
print("é€😀")
old = sys.stdout
import io
sys.stdout = io.StringIO()
print("captured")
text = sys.stdout.getvalue()
sys.stdout = old
print(repr(text))
