# status: 1
table = {}
table[[1, 2]] = "pair"
