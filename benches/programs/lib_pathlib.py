# group: library
# what: pathlib: 60,000 paths joined, taken apart and compared
# target: 1.0
from pathlib import PurePosixPath

root = PurePosixPath("/srv/data")
total = 0
for i in range(60000):
    p = root / f"user{i % 100}" / "files" / f"doc.{i}.txt"
    total += len(p.name) + len(p.suffix) + len(p.parts) + p.is_relative_to(root)
    if i % 4 == 0:
        total += len(str(p.with_suffix(".md").relative_to(root)))
print(total)
