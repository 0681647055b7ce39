# group: library
# what: logging: 40,000 records formatted, as many refused by their level
# target: 1.0
import io
import logging

out = io.StringIO()
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
log = logging.getLogger("app.part")
log.addHandler(handler)
log.setLevel(logging.INFO)
log.propagate = False
for i in range(40000):
    log.info("item %d of %s", i, "many")
    log.debug("not seen %d", i)
print(len(out.getvalue()))
