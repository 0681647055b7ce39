# What is known of CPython's instructions; its bytecode itself is not here.
import _opcode
import dis
import opcode

tests = 'has_arg has_const has_name has_jump has_free has_local has_exc'.split()
for name, op in sorted(opcode.opmap.items(), key=lambda pair: pair[1]):
    print(op, name, *(t for t in tests if getattr(_opcode, t)(op)), [_opcode.stack_effect(op, n) for n in range(4)], [_opcode.stack_effect(op, 1, jump=j) for j in (True, False)])
print(sorted(opcode._specialized_opmap.items()))
print(sorted((k, sorted(v)) for k, v in opcode._specializations.items()))
print([n for n in range(-3, 300) if not _opcode.is_valid(n)])
print(_opcode.get_intrinsic1_descs(), _opcode.get_intrinsic2_descs(), _opcode.get_nb_ops(), _opcode.get_special_method_names(), _opcode.get_specialization_stats())
for call in ('stack_effect(30000)', 'stack_effect(-1)', 'stack_effect(1, 2, jump=3)', 'stack_effect(129)', 'get_executor(1, 2)', 'get_executor(code=compile("1", "", "eval"), offset=0)',
             'has_arg("a")', 'is_valid(2**40)', 'stack_effect()'):
    try:
        print(call, eval('_opcode.' + call))
    except Exception as e:
        print(call, type(e).__name__, e)
print(opcode.HAVE_ARGUMENT, opcode.MIN_INSTRUMENTED_OPCODE, opcode.EXTENDED_ARG, opcode.cmp_op, dis.opname[dis.opmap['CALL']], dis.COMPILER_FLAG_NAMES[4])
