# group: loops
# what: fannkuch, permutations of small lists
# target: 2.2
def fannkuch(n):
    permutation = list(range(n))
    count = [0] * n
    most = checksum = number = 0
    r = n
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        flips = 0
        work = permutation[:]
        while work[0]:
            k = work[0] + 1
            work[:k] = work[k - 1::-1] if k == len(work) else work[:k][::-1]
            flips += 1
        most = max(most, flips)
        checksum += -flips if number % 2 else flips
        while True:
            if r == n:
                return checksum, most
            permutation.insert(r, permutation.pop(0))
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        number += 1


print(*fannkuch(9))
