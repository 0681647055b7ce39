# status: 1
import sys

sys.excepthook = lambda kind, value, tb: print("hook:", kind.__name__, value, tb.tb_lineno)
1 / 0
