"""The profiler of `_lsprof` as programs use it: run code, collect figures, hand them to `pstats`."""

import _lsprof
import io
import importlib.machinery
import profile as _pyprofile

__all__ = ["run", "runctx", "Profile"]


def run(statement, filename=None, sort=-1):
    return _pyprofile._Utils(Profile).run(statement, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    return _pyprofile._Utils(Profile).runctx(statement, globals, locals, filename, sort)


run.__doc__ = _pyprofile.run.__doc__
runctx.__doc__ = _pyprofile.runctx.__doc__


class Profile(_lsprof.Profiler):
    """Profile(timer=None, timeunit=None, subcalls=True, builtins=True)

    Builds a profiler object using the specified timer function.
    The default timer is a fast built-in one based on real time.
    For custom timer functions returning integers, timeunit can
    be a float specifying a scale (i.e. how long each integer unit
    is, in seconds).
    """

    def print_stats(self, sort=-1):
        import pstats
        keys = sort if isinstance(sort, tuple) else (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*keys).print_stats()

    def dump_stats(self, file):
        import marshal
        self.create_stats()
        with open(file, "wb") as f:
            marshal.dump(self.stats, f)

    def create_stats(self):
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        entries = self.getstats()
        self.stats = {}
        callers = {}
        # Entries of code that was compiled twice have one label: their figures are one function's.
        for entry in entries:
            function = label(entry.code)
            calls, primitive, inline, total = _figures(entry)
            by_code = callers.setdefault(id(entry.code), {})
            if function in self.stats:
                before = self.stats[function]
                calls += before[1]
                primitive += before[0]
                inline += before[2]
                total += before[3]
                by_code.update(before[4])
                callers[id(entry.code)] = by_code
            self.stats[function] = (primitive, calls, inline, total, by_code)
        for entry in entries:
            if not entry.calls:
                continue
            caller = label(entry.code)
            for callee in entry.calls:
                known = callers.get(id(callee.code))
                if known is None:
                    continue
                calls, primitive, inline, total = _figures(callee)
                if caller in known:
                    before = known[caller]
                    calls += before[0]
                    primitive += before[1]
                    inline += before[2]
                    total += before[3]
                known[caller] = (calls, primitive, inline, total)

    def run(self, cmd):
        import __main__
        names = __main__.__dict__
        return self.runctx(cmd, names, names)

    def runctx(self, cmd, globals, locals):
        self.enable()
        try:
            exec(cmd, globals, locals)
        finally:
            self.disable()
        return self

    def runcall(self, func, /, *args, **kw):
        self.enable()
        try:
            return func(*args, **kw)
        finally:
            self.disable()

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()


def _figures(entry):
    """Calls, those that were no recursion, time inside, time altogether."""
    return entry.callcount, entry.callcount - entry.reccallcount, entry.inlinetime, entry.totaltime


def label(code):
    """File, line and name of a function, as `pstats` knows it."""
    if isinstance(code, str):
        return "~", 0, code
    return code.co_filename, code.co_firstlineno, code.co_name


def main():
    import os
    import sys
    import runpy
    import pstats
    import types
    from optparse import OptionParser

    parser = OptionParser(
        usage="cProfile.py [-o output_file_path] [-s sort] [-m module | scriptfile] [arg] ..."
    )
    parser.allow_interspersed_args = False
    parser.add_option("-o", "--outfile", dest="outfile", help="Save stats to <outfile>", default=None)
    parser.add_option(
        "-s",
        "--sort",
        dest="sort",
        help="Sort order when printing to stdout, based on pstats.Stats class",
        default=2,
        choices=sorted(pstats.Stats.sort_arg_dict_default),
    )
    parser.add_option(
        "-m", dest="module", action="store_true", help="Profile a library module", default=False
    )
    if not sys.argv[1:]:
        parser.print_usage()
        sys.exit(2)
    options, args = parser.parse_args()
    sys.argv[:] = args
    # The program may change the folder.
    if options.outfile is not None:
        options.outfile = os.path.abspath(options.outfile)
    if not args:
        parser.print_usage()
        return parser

    if options.module:
        code = "run_module(modname, run_name='__main__')"
        names = {"run_module": runpy.run_module, "modname": args[0]}
    else:
        program = args[0]
        sys.path.insert(0, os.path.dirname(program))
        with io.open_code(program) as f:
            code = compile(f.read(), program, "exec")
        spec = importlib.machinery.ModuleSpec(name="__main__", loader=None, origin=program)
        module = types.ModuleType("__main__")
        # What is pickled or looked up by name is found in the program's own module.
        sys.modules["__main__"] = module
        names = module.__dict__
        names.update(
            __spec__=spec, __file__=spec.origin, __name__="__main__", __package__=None, __cached__=None
        )
    try:
        runctx(code, names, None, options.outfile, options.sort)
    except BrokenPipeError as e:
        # What the statistics are written to has gone.
        sys.stdout = None
        sys.exit(e.errno)
    return parser


if __name__ == "__main__":
    main()
