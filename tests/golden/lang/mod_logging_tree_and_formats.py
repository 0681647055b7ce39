import io
import logging
import sys
import warnings

out = io.StringIO()
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)-8s|%(name)s|%(funcName)s|%(lineno)d|%(message)s")
log = logging.getLogger("app.db")


def work():
    log.info("hello %s %d", "world", 3)
    log.debug("hidden")
    log.warning("dict %(a)s", {"a": 1})
    log.log(35, "level")
    log.error("no args %s")


work()
try:
    1 / 0
except ZeroDivisionError:
    h = logging.StreamHandler(out)
    log.addHandler(h)
    log.propagate = False
    log.exception("failed")
    log.error("with exc", exc_info=True)
print(out.getvalue().replace(__file__, "FILE"))
logging.getLogger("app").setLevel("ERROR")
print(log, logging.getLogger("app"), logging.getLogger(), log.parent.name, log.getEffectiveLevel(), log.isEnabledFor(30), h, logging.getLogger("app.db") is log, logging.getLogger("app").getChild("db") is log, sorted(c.name for c in logging.getLogger("app").getChildren()))
f = logging.Formatter("{asctime} {levelname} {message} {x}", style="{", datefmt="%Y", defaults={"x": "dflt"})
rec = logging.makeLogRecord({"msg": "m %s", "args": ("arg",), "levelname": "INFO", "created": 0, "msecs": 7})
f.converter = logging.time.gmtime
print(f.format(rec), logging.Formatter("$message $name", style="$").format(rec), logging.getLevelName(20), logging.getLevelName("INFO"), logging.getLevelName(33), repr(rec))
f2 = logging.Formatter("%(asctime)s %(message)s")
f2.converter = logging.time.gmtime
print(f2.format(rec))
logging.addLevelName(25, "NOTICE")
log.propagate = True
log.removeHandler(h)
log.setLevel(1)
log.log(25, "noticed", extra={"user": "u"})


class OnlyA(logging.Filter):
    def filter(self, record):
        record.msg = record.msg.upper()
        return "A" in record.msg


log.addFilter(OnlyA())
log.info("passes a")
log.info("blocked")
ad = logging.LoggerAdapter(log, {"k": 1})
ad.info("adapted a")
logging.disable(logging.INFO)
log.info("disabled a")
log.error("a enabled")
logging.disable(logging.NOTSET)
logging.captureWarnings(True)
logging.getLogger().handlers[0].setFormatter(logging.Formatter("%(name)s %(message)s"))
warnings.warn_explicit("captured A", UserWarning, "file.py", 3)
logging.captureWarnings(False)
logging.info("root %s", "function")
quiet = logging.getLogger("quiet")
quiet.addHandler(logging.NullHandler())
print(quiet.hasHandlers(), logging.NullHandler(), logging.getLevelNamesMapping()["NOTICE"], logging.lastResort)
for bad in (lambda: log.setLevel("NOPE"), lambda: logging.Formatter("plain"), lambda: logging.Formatter("x", style="?"), lambda: logging.getLogger(5), lambda: log.log("x", "y"), lambda: logging.basicConfig(force=True, nope=1), lambda: log.info("A", extra={"message": 1}), lambda: logging.Handler().emit(None), lambda: logging.Formatter("{x!z}", style="{")):
    try:
        bad()
    except (ValueError, TypeError, KeyError, NotImplementedError) as e:
        print(type(e).__name__, e)
