import ctypes.util

print(ctypes.util.find_library("no library of this name"))
