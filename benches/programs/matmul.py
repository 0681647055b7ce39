# group: loops
# what: matrix product on lists
# target: 2.2
def matrix(n, seed):
    rows = []
    for i in range(n):
        rows.append([(i * seed + j) % 17 + 0.5 for j in range(n)])
    return rows


def product(a, b):
    n = len(a)
    result = []
    for i in range(n):
        row = []
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += a[i][k] * b[k][j]
            row.append(total)
        result.append(row)
    return result


c = product(matrix(280, 3), matrix(280, 5))
print(sum(map(sum, c)))
