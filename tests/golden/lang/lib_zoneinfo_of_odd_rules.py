# Rules of time zones that count days without the leap day, and such as are none.
import datetime, io, zoneinfo

block = b"TZif2" + b"\0" * 15 + b"\0" * 16 + b"\0\0\0\x01\0\0\0\x04" + b"\0" * 6 + b"AAA\0"
start = datetime.datetime(2023, 12, 31, tzinfo=datetime.timezone.utc)
for text in "AAA0BBB,J58/12,J59/12", "AAA0BBB,J59/12,J60/12", "AAA4BBB,M3.2X0,M11.1.0", "AAA4BBB,J1_0,J300/2", "AAA4BBB,J0001,J300/2":
    try:
        zone = zoneinfo.ZoneInfo.from_file(io.BytesIO(block + block + b"\n" + text.encode() + b"\n"), key=text)
    except ValueError as e:
        print(type(e).__name__, text)
        continue
    last = None
    for hours in range(24 * 65):
        time = (start + datetime.timedelta(hours=hours)).astimezone(zone)
        if time.tzname() != last:
            last = time.tzname()
            print(text, time)
