import shlex

for s in ("a b c", "a 'b c' \"d e\"", r"a\ b 'c\d' \"x", 'say "it\\"s" ok', "x # not comment", "", "  ", "a''b", '"" x', "tab\tnew\nline", "é=ü 'ß'", r'"a\b\\c\$"'):
    print(repr(s), shlex.split(s), end=" ")
    try:
        print(shlex.split(s, posix=False))
    except ValueError as e:
        print(e)
print(shlex.split("a # c", comments=True), shlex.quote("simple"), shlex.quote("with space"), shlex.quote("it's"), shlex.quote(""), shlex.join(["echo", "a b", "$x"]))
for bad in ('"open', "'open", "end\\", None):
    try:
        print(shlex.split(bad))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(list(shlex.shlex("a=1; foo(b) 'c d' # rest\nnext", punctuation_chars=True)), list(shlex.shlex("x+y(z) 'q w'")), list(shlex.shlex("a && b || c", posix=True, punctuation_chars=True)))
