items = {}.get("a")
print(items[0])
