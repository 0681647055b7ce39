import types
import warnings


class L:
    def get_source(self, name):
        return "first\nsecond\n"


warnings.simplefilter("always")
for given in (
    {"__name__": "m", "__spec__": types.SimpleNamespace(loader=L())},
    {"__name__": "m", "__loader__": L()},
    {"__name__": "m", "__spec__": None},
    {"__name__": "m"},
):
    with warnings.catch_warnings(record=True) as w:
        try:
            warnings.warn_explicit("eggs", UserWarning, "none", 2, module_globals=given)
        except ValueError as e:
            print(e)
        print([str(x.message) for x in w])
