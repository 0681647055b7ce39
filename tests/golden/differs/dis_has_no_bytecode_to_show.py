# what: dis can be imported, but refuses to show code; co_code is not CPython's
# why: the instructions here are those of a register machine, and anything that looks like CPython's bytecode would mislead what reads it
# instead: hoop --dump code FILE
import dis


def f(x):
    return x + 1


for look in dis.dis, lambda f: list(dis.Bytecode(f)), lambda f: list(dis.get_instructions(f)):
    try:
        look(f)
        print('shown')
    except NotImplementedError as e:
        print(e)
print(dis.opmap['CALL'], dis.stack_effect(dis.opmap['POP_TOP']))
