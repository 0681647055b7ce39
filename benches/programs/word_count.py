# group: data
# what: word count
# target: 1.5
text = "the quick brown fox jumps over the lazy dog and then the dog sleeps while the fox runs away " * 50_000
counts = {}
for word in text.split():
    counts[word] = counts.get(word, 0) + 1
for line in range(1_500_000):
    word = ("w%d" % (line % 5000)).upper()
    if word in counts:
        counts[word] += 1
    else:
        counts[word] = 1
top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]
print(top, len(counts))
