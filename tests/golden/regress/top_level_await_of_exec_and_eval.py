import ast


async def five():
    return 5

for mode, text in ('exec', 'a = await five()'), ('eval', 'await five()'), ('single', 'a = await five()'):
    code = compile(text, '<t>', mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    names = {'five': five}
    try:
        eval(code, names).send(None)
    except StopIteration as e:
        print(mode, e.value, names.get('a'))
