# group: library
# what: re: finditer, sub, split and groups over 400 KB of log lines
# target: 1.0
import re

log = "\n".join(f"2026-11-{i % 28 + 1:02} 10:{i % 60:02}:00 [{'WARN' if i % 7 == 0 else 'INFO'}] user{i % 97}@example.com GET /items/{i}?q={i * 7}" for i in range(5000))
line = re.compile(r"^(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d) \[(WARN|INFO)\] (\w+)@([\w.]+) (?P<verb>[A-Z]+) (\S+)$", re.M)
warns = 0
for _ in range(4):
    for m in line.finditer(log):
        warns += m[5] == "WARN" and m["verb"] == "GET"
    hidden = re.sub(r"\w+@[\w.]+", lambda m: "*" * len(m[0]), log)
    words = re.split(r"[\s/?=&]+", log)
print(warns, len(hidden), len(words), len(re.findall(r"(?i)get\s+/items/\d*9\b", log)))
