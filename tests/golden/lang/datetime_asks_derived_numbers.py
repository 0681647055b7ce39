# datetime: floats and names of derived classes are asked for what they are; in a gap of the local clock, `fold` chooses the offset.
import datetime
import os
import time


def t(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Float(float):
    def as_integer_ratio(self):
        return self.ratio


five = datetime.timedelta(5)
for ratio in (), (42,), 5, (1, 0), (2, 4), (1, -2), [1, 2], (1.5, 2):
    x = Float(3)
    x.ratio = ratio
    t(lambda: five * x)
    t(lambda: five / x)


class Name(str):
    def replace(self, *args):
        return self.made


class Zone(datetime.tzinfo):
    def tzname(self, when):
        return self.name


for made in "Q%%", None:
    zone = Zone()
    zone.name = Name("x")
    zone.name.made = made
    t(datetime.datetime(2000, 1, 1, tzinfo=zone).strftime, "%Z-%d")

t(time.asctime, (-2**31 + 1899,) + (0,) * 8)
t(time.asctime, (-2**31 - 1,) + (0,) * 8)
t(time.asctime, (2**70,) + (0,) * 8)

os.environ["TZ"] = "EST+05EDT,M3.2.0,M11.1.0"
time.tzset()
for when in datetime.datetime(2012, 3, 11, 2, 30), datetime.datetime(2012, 11, 4, 1, 30):
    for fold in 0, 1:
        print(when.replace(fold=fold).astimezone(datetime.UTC), when.replace(fold=fold).timestamp())
