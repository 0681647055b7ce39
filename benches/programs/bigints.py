# group: control
# what: big integers (factorial, pow)
# target: 1.0
def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


f = factorial(24_000)
print(f.bit_length(), f % 1000003, fibonacci(200_000) % 1000003)
print(pow(3, 10**20_000, 2**2203 - 1) % 1000003, (3**400_000 // 7**70_000) % 1000003, len(str(7**4000)))
