def chain(c): return " < ".join(k.__name__ for k in c.__mro__)
for c in (FileNotFoundError, RecursionError, ModuleNotFoundError, UnboundLocalError, KeyError, ZeroDivisionError, UnicodeEncodeError,
          ConnectionResetError, TabError, BlockingIOError, StopAsyncIteration, GeneratorExit, KeyboardInterrupt, SystemExit, TimeoutError,
          ExceptionGroup, BaseExceptionGroup, DeprecationWarning, EncodingWarning, NotADirectoryError, PythonFinalizationError):
    print(chain(c))
print(IOError is OSError, EnvironmentError is OSError)
