def f(items, n):
    total = 0
    for i, item in enumerate(items):
        if item == 3:
            continue
        elif item > n:
            break
        else:
            total += item
    else:
        total = -1
    while n > 0:
        n -= 1
        if n == 5:
            total += n
        else:
            total -= n
    return total
