# A file that lives until the end of the program is warned of then.
import warnings

warnings.simplefilter("always")
last = open("/dev/null")


def run():
    open("/dev/null")


run()
