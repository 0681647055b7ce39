"""Reads texts, each ended by a NUL, and prints what CPython says of each, ended by a NUL: `list` in the form of
mistakes.txt, `classic` as an uncaught exception is printed.
"""

import sys
import traceback
import warnings

warnings.simplefilter("ignore")


def say(text):
    try:
        compile(text, "x.py", "exec", dont_inherit=True)
    except SyntaxError as error:
        if sys.argv[1] == "classic":
            if error.text is None:
                # The compiler's complaints read the line from the file, which there is none of here.
                error.text = text.split("\n")[error.lineno - 1]
            return "".join(traceback.format_exception_only(error))
        place = f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}"
        return f"{type(error).__name__} {place} {error.msg}"
    return "fits"


texts = sys.stdin.buffer.read().decode("utf-8").split("\0")[:-1]
sys.stdout.write("".join(say(text) + "\0" for text in texts))
