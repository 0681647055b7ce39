# status: 1
def stamp():
    return time.monotonic()


stamp()
