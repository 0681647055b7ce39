# group: data
# what: sort with key, natives with callbacks
# target: 1.5
def run(n):
    items = [((i * 7919) % 10007, i) for i in range(n)]
    by_first = sorted(items, key=lambda item: item[0])
    by_both = sorted(items, key=lambda item: (-item[0], item[1]))
    largest = max(items, key=lambda item: item[0] ^ item[1])
    mapped = sum(map(lambda item: item[0] * 2, filter(lambda item: item[1] & 1, items)))
    numbers = [item[0] for item in items]
    numbers.sort()
    return by_first[n // 2], by_both[n // 2], largest, mapped, numbers[n // 3]


print(*run(260_000))
