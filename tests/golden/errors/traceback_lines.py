# status: 1
def add(a, b, c):
    return (a +
            b["x"
              ]["y"] + c)


add(
    1,
    {"x": {}},
    3,
)
