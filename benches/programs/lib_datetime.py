# group: library
# what: datetime: 60,000 moments made, added, compared, written and read
# target: 1.0
from datetime import date, datetime, timedelta, timezone

start = datetime(2020, 1, 1, tzinfo=timezone.utc)
step = timedelta(hours=7, minutes=13, seconds=5)
moment, days, size = start, set(), 0
for i in range(60000):
    moment += step
    if moment.weekday() < 5 and moment > start:
        days.add(moment.date())
    if i % 3 == 0:
        text = moment.isoformat()
        size += len(text) + datetime.fromisoformat(text).minute
    if i % 10 == 0:
        size += len(moment.strftime("%Y-%m-%d %H:%M")) + (moment - start).days
for i in range(3000):
    size += datetime.strptime(f"2024-{i % 12 + 1:02}-11 09:{i % 60:02}:30", "%Y-%m-%d %H:%M:%S").minute
print(moment, len(days), size, max(days) - date(2020, 1, 1))
