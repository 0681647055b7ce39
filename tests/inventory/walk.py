"""Lists every public name of the library and of the types reached from it, one line a name.

Fields are separated by tabs: path, kind, signature, text signature, module, qualified name, whether there is a doc, value, flags of a type
(b: may be derived from, h: made at run time, i: cannot be changed, s: a sequence, m: a mapping, a: abstract).
The names of modules come from standard input, one a line; with `--modules` the script says which there are instead.
"""

import inspect
import io
import os
import pkgutil
import re
import sys
import types
import warnings

warnings.simplefilter("ignore")

# Names that the newest headers of the system have, and where this very program lies.
OF_THE_MACHINE = {"errno.EFTYPE", "pathlib.EFTYPE", "sys.platlibdir", "sys.pycache_prefix", "sys.copyright"}

# Windows of a screen, what runs or prints when it is imported, CPython's tests of itself.
LEFT_OUT = {"antigravity", "this", "idlelib", "tkinter", "turtle", "turtledemo", "test", "lib2to3", "xxlimited", "xxlimited_35", "xxsubtype"}


def public_modules():
    """The public modules that can be imported here, with the submodules of packages."""
    found = []

    def take(name):
        try:
            __import__(name)
        except BaseException:
            return
        found.append(name)
        paths = getattr(sys.modules[name], "__path__", None)
        if paths is None:
            return
        for info in pkgutil.iter_modules(paths):
            if not info.name.startswith("_") and info.name not in ("tests", "test"):
                take(f"{name}.{info.name}")

    for name in sorted(sys.stdlib_module_names):
        if not name.startswith("_") and name not in LEFT_OUT:
            take(name)
    return found


def one_line(text):
    text = re.sub(r" at 0x[0-9a-f]+", " at 0x", text)
    text = re.sub(r"0x[0-9a-f]{9,}", "0x", text)
    # Where things lie is the machine's affair, and Debian's Python has a scheme of its own.
    text = re.sub(r"'/[^']*'", "'/'", text).replace("'posix_local'", "'posix_prefix'")
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def ask(f, *args):
    """What a call answers, as text: an exception is an answer, too."""
    try:
        return f(*args)
    except Exception as e:
        return f"!{type(e).__name__}"


def attribute(value, name):
    """An attribute, of the object itself and not of its class, as a text; empty if there is none."""
    got = ask(getattr, value, name, None)
    return "" if got is None else one_line(got if isinstance(got, str) else f"<{type(got).__name__}>")


CALLABLE = (
    type, types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.MethodDescriptorType,
    types.WrapperDescriptorType, types.MethodWrapperType, types.ClassMethodDescriptorType, staticmethod, classmethod,
)
DESCRIPTOR = (types.GetSetDescriptorType, types.MemberDescriptorType)


def signature(value):
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    text = ask(lambda: str(inspect.signature(value)))
    return one_line(text)


def has_doc(value):
    doc = ask(getattr, value, "__doc__", None)
    return "doc" if isinstance(doc, str) and doc.strip() else "no doc"


def type_name(t):
    return f"{attribute(t, '__module__')}.{attribute(t, '__qualname__')}"


def value_text(value):
    """Constants that are the same on every machine of a kind are compared."""
    if value is None or type(value) in (bool, int):
        return repr(value)
    if type(value) is str and len(value) < 40 and not re.search(r"/|\d\.\d", value):
        return one_line(repr(value))
    return ""


class Walk:
    def __init__(self):
        self.lines = {}
        self.seen = set()
        self.queue = []

    def line(self, path, *fields):
        fields += ("",) * (8 - len(fields))
        self.lines.setdefault(path, "\t".join([path, *fields]))

    def reach(self, t):
        """A type to be walked, once for all ways that lead to it."""
        if id(t) not in self.seen:
            self.seen.add(id(t))
            self.queue.append(t)

    def name(self, path, value):
        """A name of a module or of a class: what stands there."""
        kind = type(value).__name__
        if isinstance(value, types.ModuleType):
            self.line(path, "module", "", "", "", "", "", attribute(value, "__name__"))
            return
        if isinstance(value, type):
            self.reach(value)
            self.line(path, "class", "", "", "", "", "", type_name(value))
            return
        self.reach(type(value))
        if isinstance(value, CALLABLE):
            text = "" if isinstance(value, types.FunctionType) else attribute(value, "__text_signature__")
            self.line(
                path, kind, signature(value), text, attribute(value, "__module__"),
                attribute(value, "__qualname__"), has_doc(value), "",
            )
        elif isinstance(value, DESCRIPTOR):
            self.line(path, kind, "", "", "", attribute(value, "__qualname__"), has_doc(value), "")
        elif isinstance(value, property):
            self.line(path, kind, "", "", "", "", has_doc(value), "")
        else:
            self.line(path, kind, "", "", "", "", "", value_text(value))

    def module(self, name):
        try:
            __import__(name)
        except BaseException as e:
            self.line(name, "missing", "", "", "", "", "", type(e).__name__)
            return
        m = sys.modules[name]
        self.lines.pop(name, None)
        self.line(name, "module", "", "", "", "", has_doc(m), attribute(m, "__name__"))
        public = set(ask(list, getattr(m, "__all__", ())))
        for key in sorted(k for k in set(vars(m)) | public if isinstance(k, str)):
            if key not in public and (key.startswith("_") or self.is_borrowed(vars(m)[key], name, public)):
                continue
            if f"{name}.{key}" in OF_THE_MACHINE:
                continue
            try:
                value = getattr(m, key)
            except Exception as e:
                self.line(f"{name}.{key}", f"!{type(e).__name__}", "", "", "", "", "", "")
                continue
            self.name(f"{name}.{key}", value)

    @staticmethod
    def is_borrowed(value, module, public):
        """What a module has from others for its own use is none of its names; without `__all__` only modules are known to be that."""
        if isinstance(value, types.ModuleType):
            return not attribute(value, "__name__").startswith(module + ".")
        if not public:
            return False
        if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
            return attribute(value, "__module__") not in (module, "_" + module)
        return type(value).__module__ not in ("builtins", module)

    def type(self, t):
        path = type_name(t)
        if path in self.lines and self.lines[path].split("\t")[1] == "type":
            return
        bases = ",".join(type_name(b) for b in t.__bases__)
        flags = "".join(
            mark for bit, mark in ((10, "b"), (9, "h"), (8, "i"), (5, "s"), (6, "m"), (20, "a")) if t.__flags__ >> bit & 1
        )
        self.lines.pop(path, None)
        self.line(
            path, "type", signature(t), attribute(t, "__text_signature__"), attribute(t, "__module__"),
            attribute(t, "__qualname__"), has_doc(t), f"{type_name(type(t))}({bases})", flags or "-",
        )
        for b in t.__bases__:
            self.reach(b)
        self.reach(type(t))
        for key in sorted(k for k in vars(t) if isinstance(k, str)):
            if key in ("__doc__", "__module__", "__qualname__", "__firstlineno__") or re.match("_(?!_)|__.*(?<!_)$|__.*[^_]_$", key):
                continue
            self.name(f"{path}.{key}", vars(t)[key])

    def all(self, modules, samples):
        for name in modules:
            self.module(name)
        for text, value in samples:
            # A star: what is in it.
            values = list(value) if text.startswith("*") and not isinstance(value, Exception) else [value]
            for value in values:
                self.reach(type(value))
            kinds = ",".join(type_name(type(v)) for v in values)
            self.line(f"sample {one_line(text)}", "sample", "", "", "", "", "", kinds)
        while self.queue:
            self.type(self.queue.pop())


def main():
    out = open(os.dup(1), "w", encoding="utf-8")
    if "--modules" in sys.argv:
        # What a module prints while it is imported is nobody's name.
        sys.stdout = sys.stderr = io.StringIO()
        print(*public_modules(), sep="\n", file=out)
        return
    modules = sys.stdin.read().split()
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    from hidden import samples

    sys.stdout = sys.stderr = io.StringIO()
    walk = Walk()
    walk.all(modules, samples())
    for path in sorted(walk.lines):
        print(walk.lines[path], file=out)


main()
