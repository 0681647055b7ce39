# what: A function with more than 30,000 variables is a SyntaxError that names the limit.
# why: Variables live in registers, whose numbers have 15 bits.
# instead: Keep that many values in a dict or a list.
lines = ''.join(f'    v{i} = {i}\n' for i in range(30_001))
try:
    exec(f'def f():\n{lines}    return v5\nprint(f())')
except SyntaxError as e:
    print(e.msg)
