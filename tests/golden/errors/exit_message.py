# status: 1
import sys

print("before")
sys.exit("gone wrong")
