# group: memory
# what: 200,000 small dicts
# baseline: start_pass
# count: 200000
rows = [{"a": i & 1, "b": i & 2, "c": None} for i in range(200_000)]
print(len(rows), rows[-1]["b"])
