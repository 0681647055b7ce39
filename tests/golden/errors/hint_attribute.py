# status: 1
[].apend(1)
