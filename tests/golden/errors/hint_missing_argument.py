# status: 1
def area(width, height, *, unit):
    return width * height


area(2)
