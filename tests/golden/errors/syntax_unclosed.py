# status: 1
print("never",
      (1, 2)
