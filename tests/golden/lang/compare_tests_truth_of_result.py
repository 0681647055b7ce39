class Odd:
    def __init__(self, answer): self.answer = answer
    def __lt__(self, other): return self.answer
    def __gt__(self, other): return [1]
if Odd("yes") < 1: print("string is true")
if not Odd("") < 1: print("empty is false")
print(Odd("x") < 1, Odd([]) < 1, Odd(0) > 1)
while Odd([]) < 3:
    print("never")
class Bad:
    def __bool__(self): raise RuntimeError("no truth")
try:
    if Odd(Bad()) < 1: pass
except RuntimeError as e:
    print(e)
