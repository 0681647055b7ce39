# status: 1
from math import sqr
