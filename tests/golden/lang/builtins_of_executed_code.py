# Code that is executed sees the built-in names as a dict; only the main program has the module.
import builtins, types

space = {}
exec("x = len('ab')", space)
print(type(space["__builtins__"]), space["__builtins__"] is vars(builtins), type(__builtins__))
print(type(vars(types)["__builtins__"]), eval("__builtins__['len']", {}) is len)
print(types.CapsuleType.__name__, types.CapsuleType.__module__, types.BuiltinMethodType is types.BuiltinFunctionType)
