class Pack(ExceptionGroup):
    def derive(self, excs):
        return Pack(self.message + "+", excs)


try:
    try:
        raise Pack("g", [ValueError(1), Pack("h", [KeyError(2)])])
    except* OSError:
        pass
except Exception as e:
    print(repr(e), e.__suppress_context__)
match, rest = Pack("g", [ValueError(1), KeyError(2)]).split(KeyError)
print(match.__suppress_context__, rest.message, Pack("g", [ValueError(1)]).__suppress_context__)
try:
    raise ValueError(3)
except* ValueError as g:
    print(g.__traceback__.tb_lineno, g.exceptions[0].__traceback__.tb_lineno)
