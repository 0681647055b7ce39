"""Runs one module of CPython's tests and writes a line for each method: how it ended, and its name. Runs on hoop and on CPython.

    one.py MODULE RESULTS
"""
import sys
import unittest


class Recorder(unittest.TestResult):
    """Writes what happened to each method as soon as it is known: whoever crashes or hangs has told of the others."""

    def __init__(self, out):
        super().__init__()
        self.out = out
        self.bad = set()

    def tell(self, how, test):
        self.out.write(f'{how} {test.id()}\n')
        self.out.flush()

    def startTest(self, test):
        super().startTest(test)
        self.tell('begin', test)

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
        self.tell('skipped', test)

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

    def __init__(self, name):
        self.__name__ = name

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Missing(f'{self.__name__}.{name}')

    def __call__(self, *args, **kwargs):
        raise unittest.SkipTest(f'{self.__name__} is for CPython alone')


def loaded(module):
    """The tests of a module. If it cannot even be imported for want of CPython's C modules for tests, it gets the stand-in for them; others go their own way without."""
    import importlib
    import importlib.util
    try:
        importlib.import_module(module)
    except (ImportError, unittest.SkipTest) as e:
        if '_test' not in str(e):
            raise
        for name in ('_testcapi', '_testinternalcapi', '_testlimitedcapi', '_testbuffer', '_testmultiphase', '_testsinglephase', '_testclinic'):
            if importlib.util.find_spec(name) is None:
                sys.modules[name] = Missing(name)
    return unittest.defaultTestLoader.loadTestsFromName(module)


def main(module, results):
    from test import support
    support.use_resources = []
    with open(results, 'w', encoding='utf-8') as out:
        suite = loaded(module)
        suite.run(Recorder(out))
        out.write('end\n')


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2])
