# group: data
# what: dict insert, look up, delete
# target: 1.5
def run(n):
    d = {}
    total = 0
    for i in range(n):
        d[i] = i
        d[f"k{i & 1023}"] = i
        if i >= 1000:
            total += d.pop(i - 1000)
        if i % 7 in d:
            total += 1
    for key, value in d.items():
        total += value
    return total, len(d)


print(*run(2_000_000))
