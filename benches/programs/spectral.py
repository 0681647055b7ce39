# group: loops
# what: spectral norm
# target: 2.3
def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    return [sum(element(i, j) * value for j, value in enumerate(vector)) for i in range(len(vector))]


def times_transposed(vector):
    return [sum(element(j, i) * value for j, value in enumerate(vector)) for i in range(len(vector))]


u = [1.0] * 330
for _ in range(8):
    v = times_transposed(times(u))
    u = times_transposed(times(v))
norm = (sum(a * b for a, b in zip(u, v)) / sum(a * a for a in v)) ** 0.5
print(f"{norm:.6f}")
