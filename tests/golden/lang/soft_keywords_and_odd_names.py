match = 1; case = 2; type = 3; _ = 4
print(match, case, type, _)
def match(case): return case
print(match(5), match (6), match([7])[0])
class type: pass
case: int = 3
print(case)
é = "unicode"; ﬁ = "nfkc"
print(é, fi, "ﬁ" in globals(), 变量 := 1)
x = 1; y = 2 ;
if x: y = 3; print(y)
print(1or 1, 1and 2, 5 .real, 5..real, 1_0 .imag)
