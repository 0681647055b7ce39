class E(Exception): pass
for code in ["raise E", "raise E('x')", "raise E from ValueError('v')", "raise E from None", "raise", "raise 5", "raise 'text'", "raise E from 5",
             "raise int", "raise E('a', 1)", "raise ValueError from E"]:
    try:
        exec(code)
    except BaseException as e:
        print(code, "->", repr(e), repr(e.__cause__), e.__suppress_context__)
class Weird:
    def __new__(cls): return 5
class W2(Exception):
    def __new__(cls, *a): return 5
try:
    raise W2
except TypeError as e:
    print(e)
