# group: loops
# what: mandelbrot on floats
# target: 2.3
def inside(cr, ci, limit):
    zr = zi = 0.0
    for n in range(limit):
        zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
        if zr * zr + zi * zi > 4.0:
            return n
    return limit


total = 0
for y in range(160):
    for x in range(240):
        total += inside(x / 80.0 - 2.0, y / 80.0 - 1.0, 500)
print(total)
