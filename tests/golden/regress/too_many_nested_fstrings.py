text = "1 + 1"
for n in range(150):
    text = 'f"{' + text + '}"'
try:
    compile(text, "x", "eval")
except SyntaxError as e:
    print(e.msg, e.offset, e.end_offset)
