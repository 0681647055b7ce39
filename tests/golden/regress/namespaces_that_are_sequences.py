# A deque has items by place only.
from collections import UserDict, deque
for kind in deque, list, UserDict, str, object:
    for run in eval, exec:
        for arguments in (kind(),), ({}, kind()):
            try:
                print(run('1', *arguments))
            except TypeError as e:
                print(kind.__name__, e)
class Keyed(deque):
    def __getitem__(self, key):
        return key
print(eval('a', {}, Keyed()))
