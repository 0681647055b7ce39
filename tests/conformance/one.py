"""Runs one module of CPython's tests and writes a line for each method: how it ended, and its name. Runs on hoop and on CPython.

    one.py MODULE RESULTS [CHOICE]

CHOICE is a file with names of methods: `-name` is left out; if there are any `+name`, only those run, in the opposite order.
"""
import sys
import unittest


class Recorder(unittest.TestResult):
    """Writes what happened to each method as soon as it is known: whoever crashes or hangs has told of the others."""

    def __init__(self, out):
        super().__init__()
        self.out = out
        self.bad = set()
        self.reached = []

    def tell(self, how, test):
        self.out.write(f'{how} {test.id()}\n')
        self.out.flush()

    def startTest(self, test):
        super().startTest(test)
        self.tell('begin', test)
        reached = self.reached = []
        call = getattr(test, '_callTestMethod', None)

        def noted(method):
            reached.append(method)
            return call(method)
        if call:
            test._callTestMethod = noted

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None and test not in self.bad:
            self.bad.add(test)
            self.tell('failed', test)
            self.show(test, err)

    def addSuccess(self, test):
        if test not in self.bad:
            self.tell('passed', test)

    def addExpectedFailure(self, test, err):
        self.tell('passed', test)

    def addUnexpectedSuccess(self, test):
        self.tell('failed', test)

    def addSkip(self, test, reason):
        # A part of a method may be left out by itself.
        test = getattr(test, 'test_case', test)
        self.tell('skipped', test)
        if not self.reached and (str(reason).endswith(Missing.REASON) or '_test' in str(reason)):
            # It may have been its `setUp` that could not go on, and left something behind that the next ones stumble over.
            try:
                test.tearDown()
            except Exception:
                pass

    def addFailure(self, test, err):
        self.bad.add(test)
        self.tell('failed', test)
        self.show(test, err)

    addError = addFailure

    def show(self, test, err):
        """The error, for whoever wants to mend it."""
        import traceback
        print('=' * 70, test.id(), sep='\n', file=sys.stderr)
        try:
            traceback.print_exception(*err, limit=-6)
        except Exception as e:
            print(type(err[1]), err[1], 'whose traceback cannot be shown:', e, file=sys.stderr)


class Missing:
    """What a test wants of CPython's own C modules for tests: whoever uses it is skipped, which counts as not passed; the others of the file can run."""

    REASON = 'is for CPython alone'

    def __init__(self, name, **known):
        self.__name__ = name
        self.__dict__.update(known)

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Missing(f'{self.__name__}.{name}')

    def __call__(self, *args, **kwargs):
        raise unittest.SkipTest(f'{self.__name__} {self.REASON}')


def exception_print(exception, legacy=False):
    """As the interpreter prints what nobody has caught."""
    if not isinstance(exception, BaseException):
        sys.stderr.write(f'TypeError: print_exception(): Exception expected for value, {type(exception).__name__} found\n')
        return
    sys.__excepthook__(type(exception), exception, exception.__traceback__)


def traceback_print(tb, file):
    """As C prints one: without marks below the lines."""
    import traceback
    print('Traceback (most recent call last):', file=file)
    lines = ''.join(traceback.format_tb(tb)).splitlines(keepends=True)
    file.writelines(line for line in lines if not line.strip() or line.strip(' ~^\n'))


def absent(*_):
    raise ImportError('is for CPython alone')


def known(module):
    """What those modules have and the language can say: the limits of C's types, and the printing of exceptions; how many calls of C may lie in each other is asked while files are imported; how often to run what is to become quick."""
    if module == '_testinternalcapi':
        return {'get_c_recursion_remaining': lambda: 10_000, 'SPECIALIZATION_THRESHOLD': 8, 'SPECIALIZATION_COOLDOWN': 2,
                # Who asks knows another way.
                'get_recursion_depth': absent}
    if module != '_testcapi':
        return {}
    import struct
    limits = {}
    for name, code in (('SHRT', 'h'), ('INT', 'i'), ('LONG', 'l'), ('LLONG', 'q'), ('PY_SSIZE_T', 'n')):
        bits = 8 * struct.calcsize(code)
        limits |= {f'{name}_MAX': (1 << bits - 1) - 1, f'{name}_MIN': -1 << bits - 1, f'U{name}_MAX': (1 << bits) - 1}
    limits |= {'UCHAR_MAX': 255, 'CHAR_MAX': 127, 'CHAR_MIN': -128, 'SIZE_MAX': limits.pop('UPY_SSIZE_T_MAX')}
    return limits | {'exception_print': exception_print, 'traceback_print': traceback_print}


# C modules that are there to test CPython's C interfaces, and the C libraries of dbm that are not carried: neither side has them.
CPYTHONS_OWN = '''_testcapi _testinternalcapi _testlimitedcapi _testbuffer _testmultiphase _testsinglephase _testclinic _testclinic_limited
    _testimportmultiple _testexternalinspection _xxtestfuzz _ctypes_test xxlimited xxlimited_35 xxsubtype _dbm _gdbm'''.split()


def stand_in():
    import importlib.util
    for name in ('_testcapi', '_testinternalcapi', '_testlimitedcapi', '_testbuffer', '_testmultiphase', '_testsinglephase', '_testclinic'):
        if sys.modules.get(name) is None and importlib.util.find_spec(name) is None:
            sys.modules[name] = Missing(name, **known(name))


def left_out(suite):
    """Why files of a package are left out as a whole."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from left_out(test)
        elif type(test).__name__ == 'ModuleSkipped':
            method = getattr(test, test._testMethodName)
            yield getattr(method, '__unittest_skip_why__', '')


def loaded(module):
    """The tests of a module. If it, or a file of it, cannot even be imported for want of CPython's C modules for tests, it gets the stand-in for them; others meet it while they run only."""
    import importlib
    before = set(sys.modules)
    try:
        importlib.import_module(module)
        suite = unittest.defaultTestLoader.loadTestsFromName(module)
        if not any('_test' in why for why in left_out(suite)):
            stand_in()
            return suite
    except (ImportError, unittest.SkipTest) as e:
        if '_test' not in str(e):
            raise
    for name in sys.modules.keys() - before:
        if name.startswith('test.test_'):
            del sys.modules[name]
    stand_in()
    return unittest.defaultTestLoader.loadTestsFromName(module)


def found(module):
    """The same; what CPython's implementation does is asked of this one, too. Where that is not there while the file is imported, another implementation's way is asked for."""
    from test import support
    truth = support.check_impl_detail
    support.check_impl_detail = lambda **guards: support._parse_guards(guards)[0].get('cpython', support._parse_guards(guards)[1])
    try:
        return loaded(module)
    except NotImplementedError:
        support.check_impl_detail = truth
        return loaded(module)


def each(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from each(test)
        else:
            yield test


def chosen(suite, choice):
    """The tests of a suite that are chosen."""
    only = {name[1:] for name in choice if name.startswith('+')}
    if only:
        return unittest.TestSuite(reversed([test for test in each(suite) if test.id() in only]))
    left = [chosen(test, choice) if isinstance(test, unittest.TestSuite) else test for test in suite]
    return type(suite)(test for test in left if isinstance(test, unittest.TestSuite) or f'-{test.id()}' not in choice)


def no_sockets():
    """Who asks whether a socket can be bound is told that it cannot, where there are none at all: the question itself would end the file."""
    import socket
    from test.support import socket_helper
    try:
        socket.socket().close()
    except OSError as e:
        socket_helper._bind_nix_socket_error = e


def main(module, results, choice=None):
    sys.modules.update(dict.fromkeys(CPYTHONS_OWN))
    from test import support
    support.use_resources = []
    # Places within lines are always kept.
    support.has_no_debug_ranges = lambda: False
    no_sockets()
    with open(results, 'w', encoding='utf-8') as out:
        suite = found(module)
        if choice:
            with open(choice, encoding='utf-8') as names:
                suite = chosen(suite, set(names.read().split('\n')))
        suite.run(Recorder(out))
        out.write('end\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
