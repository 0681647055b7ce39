# Of names that are as near the first is guessed.
import builtins
print([name for name in vars(builtins)])
