# A misspelt keyword is told of; blocks stand in each other only so deep; what stands between two texts was to be part of one.
import traceback

for text in (
    "whille True:\n  pass",
    "if x:\n  pass\nelso:\n  pass",
    "def foo():\n  returm result",
    "[123 fur x in range(3)]",
    "a b c",
    '"he said "hello" to me"',
    "(mat x)",
    "for a, (b + 1, c): pass",
    "lambda a, /*, b: None",
    "lambda a=: None",
    "A[*]",
    "class A[__classdict__]: pass",
    "".join(" " * n + "while x:\n" for n in range(22)) + " " * 22 + "pass",
    "".join(" " * n + "try: pass\n" + " " * n + "except E as e:\n" for n in range(11)) + " " * 11 + "pass",
    "def f():\n  with " + ", ".join("abcdefghijklmnopqrstu") + ": yield",
):
    try:
        compile(text + "\n", "<x>", "exec")
    except SyntaxError as e:
        print("".join(traceback.format_exception_only(e)), end="")
