"""Objects of the types that no module names: iterators, views, what calls give back.

Each line of `SAMPLES` is an expression of its own, so that one that fails is a difference and hides no other.
"""

import _collections
import _thread
import array
import ast
import collections
import contextvars
import csv
import datetime
import decimal
import functools
import hashlib
import hmac
import io
import itertools
import json
import math
import mmap
import operator
import os
import pickle
import queue
import random
import re
import select
import sqlite3
import string.templatelib
import struct
import sys
import time
import types
import typing
import unicodedata
import weakref
import zlib


def generator():
    yield


async def coroutine():
    pass


async def asynchronous():
    yield


class Plain:
    def method(self):
        pass


def made(*calls):
    """What calls give; one that fails gives its exception."""
    for call in calls:
        try:
            yield call()
        except Exception as e:
            yield e


def awaited():
    waiting = coroutine()
    yield waiting
    yield waiting.__await__()
    waiting.close()


both = asynchronous()
SAMPLES = r"""
1
1.0
1j
True
None
...
NotImplemented
""
b""
bytearray()
()
[]
{}
set()
frozenset()
range(1)
slice(1)
object()
type
len
[].append
Plain
Plain()
Plain().method
Plain.method
int.__add__
(1).__add__
str.join
dict.__dict__["fromkeys"]
types.FunctionType.__dict__["__code__"]
types.FunctionType.__dict__["__globals__"]
sys
generator.__code__
generator()
both
both.__anext__()
both.asend(None)
both.athrow(ValueError)
both.aclose()
*awaited()
aiter(both)
anext(both, None)
Plain.__dict__
sys._getframe()
memoryview(b"")
iter(memoryview(b""))
iter("")
iter("\u0100")
iter(b"")
iter(bytearray())
iter(())
iter([])
reversed([])
iter({})
iter(set())
iter(range(1))
iter(range(1 << 70))
iter({}.values())
iter({}.items())
reversed({})
reversed({}.values())
reversed({}.items())
{}.keys()
{}.values()
{}.items()
iter(int, 1)
iter(types.SimpleNamespace(), 1) if False else None
enumerate([])
reversed(())
zip()
map(int, [])
filter(None, [])
property()
staticmethod(int)
classmethod(int)
super(Plain, Plain())
(lambda x: lambda: x)(1).__closure__[0]
list[int]
int | str
iter(list[int])
types.SimpleNamespace()
generator.__code__.co_positions()
generator.__code__.co_lines()
generator.__code__.replace
sys._getframe().f_locals
(lambda: sys._getframe().f_locals)()
types.MappingProxyType({})
t"{1}"
iter(t"{1}")
t"{1}".interpolations[0]
*made(lambda: 1 / 0, lambda: [][0])
sys.flags
sys.version_info
sys.float_info
sys.int_info
sys.hash_info
sys.thread_info
sys.implementation
sys.stdout
sys.getwindowsversion if hasattr(sys, "getwindowsversion") else None
sys.get_asyncgen_hooks()
sys.float_repr_style
sys.monitoring
typing.TypeVar("T")
typing.ParamSpec("P")
typing.ParamSpec("P").args
typing.ParamSpec("P").kwargs
typing.TypeVarTuple("Ts")
typing.TypeAliasType("A", int)
typing.Any
typing.Optional
typing.NoDefault
typing.Generic
collections.deque()
iter(collections.deque())
reversed(collections.deque())
collections.OrderedDict()
iter(collections.OrderedDict())
collections.OrderedDict().keys()
collections.OrderedDict().items()
collections.OrderedDict().values()
collections.defaultdict()
_collections._tuplegetter(0, "")
functools.partial(int)
functools.lru_cache(int)
functools.cmp_to_key(int)
functools.cmp_to_key(int)(1)
re.compile("")
re.match("", "")
re.compile("").scanner("")
re.compile("").finditer("")
itertools.tee([])[0]
itertools.groupby([])
*(g for _, g in itertools.groupby([1]))
iter(array.array("i"))
array.array("i")
contextvars.Context()
contextvars.ContextVar("v")
iter(contextvars.copy_context())
contextvars.copy_context().keys()
contextvars.copy_context().values()
contextvars.copy_context().items()
contextvars.ContextVar("w").set(1)
csv.reader([])
csv.writer(io.StringIO())
iter(struct.iter_unpack("b", b"a"))
struct.Struct("b")
datetime.timezone.utc
decimal.getcontext()
decimal.Decimal()
decimal.getcontext().flags
decimal.localcontext()
hashlib.md5()
hashlib.sha1()
hashlib.sha256()
hashlib.sha512()
hashlib.sha3_256()
hashlib.shake_128()
hashlib.blake2b()
hashlib.blake2s()
hmac.new(b"", b"", "md5")
json.JSONDecoder().scan_once
json.encoder.c_make_encoder
json.scanner.c_make_scanner
mmap.mmap(-1, 1)
pickle.Pickler(io.BytesIO())
pickle.Unpickler(io.BytesIO())
pickle.Pickler(io.BytesIO()).memo
pickle.Unpickler(io.BytesIO()).memo
queue.SimpleQueue()
random.Random()
select.epoll() if hasattr(select, "epoll") else None
select.poll()
sqlite3.connect(":memory:")
sqlite3.connect(":memory:").cursor()
sqlite3.connect(":memory:").execute("select 1")
operator.itemgetter(1)
operator.attrgetter("a")
operator.methodcaller("a")
os.stat(".")
os.scandir(".")
*os.scandir("/")
os.times()
os.uname()
os.statvfs(".")
os.terminal_size((1, 1))
os.sched_param(1)
time.localtime()
time.get_clock_info
unicodedata.ucd_3_2_0
weakref.ref(Plain)
weakref.proxy(Plain)
weakref.proxy(Plain.method)
weakref.WeakMethod
zlib.compressobj()
zlib.decompressobj()
zlib._ZlibDecompressor()
_thread.allocate_lock()
_thread.RLock()
_thread._local()
_thread.start_new_thread
ast.parse("1")
math
iter(ast.parse("1")._fields)
io.BytesIO().getbuffer()
io.IncrementalNewlineDecoder(None, True)
string.templatelib
sys.__displayhook__
Plain.__weakref__ if hasattr(Plain, "__weakref__") else None
Plain.__dict__["__dict__"]
Plain.__dict__["__weakref__"]
generator.__annotate__
sys.settrace
sys.__stdin__
Plain.__init_subclass__
Plain.__subclasshook__
object().__str__
object.__reduce__
type.__call__
[].__iter__
"""


def samples():
    """The expressions with their values, or the name of the exception."""
    for text in SAMPLES.split("\n"):
        if not text:
            continue
        try:
            yield text, eval(text.removeprefix("*"), globals())
        except Exception as e:
            yield text, e
