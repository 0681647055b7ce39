# group: library
# what: Counter: 400,000 words counted, merged and ranked
# target: 1.0
from collections import Counter

words = [f"w{i * i % 997}" for i in range(200000)]
counts = Counter(words)
letters = Counter("".join(words[:40000]))
for chunk in range(0, 200000, 2000):
    counts.update(words[chunk:chunk + 1000])
print(counts.most_common(4), letters.most_common(3), len(counts + letters), counts.total())
