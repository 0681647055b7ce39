# group: memory
# what: a list of a million ints
# baseline: start_pass
# count: 1000000
numbers = list(range(1_000_000))
print(len(numbers), numbers[-1])
