x = (1,
  2)  # inside brackets
y = 1 + \
    2
z = [
]
