1 / 0
x = = 1
pritn
:taks
(1,
2,
)
exit
print("never")
