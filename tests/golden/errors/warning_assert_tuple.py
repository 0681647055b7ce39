assert (1, "message")
print("ran")
