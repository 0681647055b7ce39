from datetime import date, time, datetime, timedelta, timezone
import time as clock

n = datetime(2024, 3, 5, 7, 8, 9, 1234, timezone(-timedelta(hours=3, minutes=30)))
print(n.strftime("%Y-%m-%d %H:%M:%S.%f %z %Z %:z %a %A %b %B %d %j %I %p %y %U %W %w %% %G-W%V-%u %c|%x|%X"))
print(f"{n:%d/%m/%y}", format(date(2024, 1, 2), "%A"), f"{date(2024, 1, 2)}", time(13, 5).strftime("%I:%M %p"), date(2024, 1, 2).strftime("%H:%M %z|"), f"{n}", "{:%H}".format(n), date(5, 1, 1).strftime("%Y"))
for text in ("2024-03-05", "20240305", "2024-W10-2", "2024W102", "2024-W10"):
    print(date.fromisoformat(text), end=" ")
print()
for text in ("07:08:09", "07", "0708", "07:08:09.5", "070809.123456", "07:08Z", "07:08:09+05:30", "T07:08", "07:08:09,25-01:00:30", "07:08:09.1234567"):
    print(repr(time.fromisoformat(text)), end=" ")
print()
for text in ("2024-03-05T07:08:09", "2024-03-05 07:08", "20240305T070809Z", "2024-W10-2T07:08:09.123+01:00", "2024-03-05", "2024W102T07"):
    print(repr(datetime.fromisoformat(text)), end=" ")
print()
for cls, text in ((date, "2024-3-5"), (date, "2024-13-05"), (date, ""), (date, "2024-03-05T00"), (time, "25:00"), (time, "7:08"), (time, "07:08:"), (datetime, "nope"), (datetime, "2024-03-05T"), (datetime, "2024-03-05T07:08:09+25"), (date, "2024-W54-1"), (time, "07:08:09."), (time, "07:0809"), (datetime, 5)):
    try:
        print(repr(cls.fromisoformat(text)))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
for text, f in (("2024-03-05 07:08:09.5", "%Y-%m-%d %H:%M:%S.%f"), ("5 March 24 1:02 PM", "%d %B %y %I:%M %p"), ("Tue Mar  5 07:08:09 2024", "%c"), ("2024 65", "%Y %j"), ("2024-10-2", "%G-%V-%u"), ("2024 10 2", "%Y %U %w"),
                ("12:30 +0530", "%H:%M %z"), ("12:30 -01:30:15", "%H:%M %z"), ("1Z", "%H%z"), ("  5", " %m"), ("10%", "%m%%"), ("feb 7", "%b %H"), ("2024-03-05T07", "%Y-%m-%dT%H"), ("12 UTC", "%H %Z"), ("69", "%y"), ("123", "%H%M"), ("03/05/24", "%x")):
    print(repr(datetime.strptime(text, f)), end=" ")
print()
for text, f in (("x", "%Y"), ("2024x", "%Y"), ("1", "%Q"), ("1", "%"), ("31 2 2024", "%d %m %Y"), ("2024 1", "%G %V"), ("13", "%I"), ("", "%m"), ("2024", "%Y-%m"), (5, "%Y"), ("2024-54-1", "%Y-%V-%u")):
    try:
        print(repr(datetime.strptime(text, f)))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
d = datetime(2024, 1, 1)
while d < datetime(2025, 1, 5):
    assert date.fromisocalendar(*d.isocalendar()) == d.date() and date.fromordinal(d.toordinal()) == d.date()
    assert datetime.strptime(d.strftime("%Y %j"), "%Y %j") == d and datetime.strptime(d.strftime("%Y %W %w"), "%Y %W %w") == d and datetime.strptime(d.strftime("%Y %U %a"), "%Y %U %a") == d
    d += timedelta(days=1)
print("calendar ok")
