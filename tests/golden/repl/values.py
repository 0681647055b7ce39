x = 6 * 7
x
_ + 1
None
'text'
_
