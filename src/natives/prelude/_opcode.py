"""What `opcode` and `dis` need to be imported, until `_opcode` is native: that one is found before this file, which goes then.

There is no CPython bytecode here, so no operation has any of these properties."""

__all__ = ()


def is_valid(opcode):
    return False


has_arg = has_const = has_name = has_jump = has_free = has_local = has_exc = is_valid


def stack_effect(opcode, oparg=None, /, *, jump=None):
    raise NotImplementedError('_opcode.stack_effect is not available: there is no CPython bytecode')


def get_executor(*, code, offset):
    raise NotImplementedError('_opcode.get_executor is not available: there is no CPython bytecode')


def get_specialization_stats():
    return None


def _none_of_them():
    return []


get_nb_ops = get_intrinsic1_descs = get_intrinsic2_descs = get_special_method_names = get_common_constants = _none_of_them
