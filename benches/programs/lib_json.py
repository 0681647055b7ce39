# group: library
# what: json: a list of 2,000 records to text and back, 20 times
# target: 1.0
import json

records = [{"id": i, "name": f"user {i}", "tags": ["a", "b", "ü" * (i % 5)], "score": i / 7, "on": i % 2 == 0, "none": None} for i in range(2000)]
total = 0
for _ in range(20):
    text = json.dumps(records)
    total += len(text) + len(json.loads(text))
print(total, len(json.dumps(records, indent=2, sort_keys=True)))
