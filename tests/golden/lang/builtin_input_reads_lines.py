# stdin: builtin_input_reads_lines.in
import sys
print(repr(input()))
print(repr(input("prompt> ")))
print([line for line in sys.stdin][:2])
try:
    input()
except EOFError as e:
    print(e)
print(repr(sys.stdin.read()))
