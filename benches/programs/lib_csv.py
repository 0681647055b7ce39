# group: library
# what: csv: 30,000 rows written and read, quoted and not
# target: 1.0
import csv
import io

out = io.StringIO()
writer = csv.writer(out)
for i in range(30000):
    writer.writerow([i, f"name {i}", 'said "hi", then left' if i % 5 == 0 else "plain", i / 8])
out.seek(0)
total = 0
for row in csv.reader(out):
    total += len(row[2]) + len(row)
out.seek(0)
for row in csv.DictReader(out, fieldnames=["id", "name", "text", "share"]):
    total += len(row["name"])
print(total)
