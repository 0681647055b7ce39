import datetime
import time

known = time.gmtime(0)
unknown = datetime.datetime(2024, 1, 1).timetuple()
print([time.strftime("%z|%Z", t) for t in (known, unknown, (2024, 1, 1, 0, 0, 0, 0, 1, 0))])
