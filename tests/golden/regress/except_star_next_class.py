# While the class of a later `except*` clause is worked out, what is handled is the part that an earlier clause took.
import sys


def clause(number, kind):
    handled = sys.exception()
    print(number, repr(handled), repr(handled.__context__))
    return kind


def run(raised, *kinds):
    try:
        try:
            raise raised
        except* clause(1, kinds[0]):
            print("first", repr(sys.exception()))
        except* clause(2, kinds[1]) as e:
            print("second", repr(e))
            raise OSError("more")
        except* clause(3, kinds[2]):
            print("third", repr(sys.exception()))
        finally:
            print("finally", repr(sys.exception()))
    except BaseException as e:
        print("caught", repr(e), repr(e.__context__))
    print(sys.exception())


group = ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
run(group, ValueError, TypeError, KeyError)
run(group, IndexError, TypeError, IndexError)
run(group, KeyError, 5, IndexError)
run(ValueError(1), ValueError, TypeError, KeyError)
run(ValueError(1), TypeError, ValueError, "no class")
try:
    1 / 0
except ZeroDivisionError:
    run(group, TypeError, KeyError, ValueError)
