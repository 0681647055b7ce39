"""Reads texts, each ended by a NUL, and prints what CPython says of each in the form of mistakes.txt, ended by a NUL."""

import sys
import warnings

warnings.simplefilter("ignore")


def say(text):
    try:
        compile(text, "x.py", "exec", dont_inherit=True)
    except SyntaxError as error:
        place = f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}"
        return f"{type(error).__name__} {place} {error.msg}"
    return "fits"


texts = sys.stdin.buffer.read().decode("utf-8").split("\0")[:-1]
sys.stdout.write("".join(say(text) + "\0" for text in texts))
