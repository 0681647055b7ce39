for a, b in c:
    break
else:
    continue
while x:
    pass
if a: b
elif c: d
else: e
