# group: data
# what: comprehensions of every kind
# target: 1.5
def run(n):
    total = 0
    for i in range(n):
        squares = [x * x for x in range(50) if x % 3]
        table = {x: x + i for x in range(20)}
        seen = {x % 7 for x in squares}
        pairs = [(a, b) for a in range(6) for b in range(a)]
        total += sum(squares) + len(table) + sum(seen) + len(pairs) + sum(x for x in squares)
    return total


print(run(120_000))
