# status: 1
counter = 1
print(countr)
