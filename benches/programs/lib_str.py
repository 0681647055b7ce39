# group: library
# what: str methods: split, strip, replace, find, partition, translate, format
# target: 1.0
text = "  The quick brown fox, jumps over the lazy dog; and runs away.  " * 40
total = 0
table = str.maketrans("aeiou", "AEIOU", ".;,")
for i in range(1500):
    t = text.strip().lower().replace("fox", f"cat{i}")
    parts = t.split(" ")
    total += len(parts) + t.find("away", 500) + t.count("the") + len(" ".join(parts).translate(table))
    head, _, tail = t.partition(";")
    total += len(head.title()) + len(tail.rjust(3000, "*")) + t.startswith("the") + len("{:>10}|{:<8}".format(i, head[:5]))
print(total)
