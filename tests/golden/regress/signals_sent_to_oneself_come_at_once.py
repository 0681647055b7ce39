import os, signal

got = []
signal.signal(signal.SIGUSR1, lambda number, frame: got.append(number))


def send():
    os.kill(os.getpid(), signal.SIGUSR1)


for _ in range(200):
    send()
print(len(got))


class Told(Exception):
    pass


def tell(number, frame):
    raise Told(number)


signal.signal(signal.SIGUSR1, tell)
caught = 0
for _ in range(200):
    try:
        send()
    except Told:
        caught += 1
print(caught)
