# group: loops
# what: integer while loop with % and compare
# target: 5.0
def run(n):
    total = 0
    i = 0
    while i < n:
        if i % 3 == 0 or i % 5 == 0:
            total += i
        i += 1
    return total


print(run(10_000_000))
