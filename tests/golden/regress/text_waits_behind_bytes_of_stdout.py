# What is printed stands in the text layer's buffer: bytes written below it come out first, unless somebody flushes or the text is long.
import sys

below = sys.stdout.buffer
print("2 printed")
below.write(b"1 written below\n")
sys.stdout.flush()
print("4 printed")
below.write(b"3 written below\n")
below.flush()
print("x" * 9000)
below.write(b"5 behind a long text\n")
print("7 printed")
below.write(b"6 below\n")
