try:
    pass
print()
