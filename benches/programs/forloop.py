# group: loops
# what: for over range with arithmetic
# target: 5.0
def run(n):
    total = 0
    for i in range(n):
        total = (total * 31 + i) % 1000003
    return total


print(run(6_000_000))
