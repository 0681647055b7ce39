# A weak reference tells the module of the class; proxies take part in divmod.
import re, weakref
from collections import deque
from logging import Logger


class N:
    def __divmod__(self, other):
        return "divmod", other

    def __rdivmod__(self, other):
        return "rdivmod", other


n, f, d = N(), Logger("l"), deque()
for x in (n, f, d, N):
    print(re.sub("0x[0-9a-f]+", "..", repr(weakref.ref(x))))
p = weakref.proxy(n)
print(divmod(p, 2), divmod(3, p), "__bytes__" in vars(weakref.ProxyType), "__bytes__" in vars(weakref.CallableProxyType))
