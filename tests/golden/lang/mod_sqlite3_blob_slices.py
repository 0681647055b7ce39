# sqlite3: slices of blobs, rows without a key, and what a cursor that goes leaves behind.
import re
import sqlite3


def t(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


c = sqlite3.connect(":memory:")
c.execute("create table t(b)")
c.execute("insert into t values(?)", (b"0123456789",))
c.commit()
b = c.blobopen("t", "b", 1)
for s in slice(9, 0, -2), slice(3, 8, -1), slice(0, 9, 3):
    t(b.__getitem__, s)
for s, v in (slice(5, 5), None), (slice(5, 5), b"1"), (slice(3, 8, -1), b""), (slice(5, 4, -1), b"9"), (slice(0, 4, 2), b"ab"):
    t(b.__setitem__, s, v)
print(b[:])
for v in b, re.match("a", "a"):
    t(iter, v)
    t(reversed, v)
    t(lambda: 1 in v)
    t(lambda: object.__new__(type(v)))
b.close()

t(lambda: sqlite3.Row(c.cursor(), ())["no"])
t(c)
c.execute("create table q(n)")
c.executemany("insert into q values(?)", ((i,) for i in range(5)))
c.commit()
cursor = c.execute("select n from q")
print(cursor.fetchone())
del cursor
print(c.execute("drop table q").rowcount)
c.close()
t(c)

d = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES)
sqlite3.register_converter("seen", lambda b: ("seen", b))
d.execute("create table t(a seen)")
d.executemany("insert into t values(?)", [(b"",), (None,), (b"0",)])
print(d.execute("select a from t").fetchall())
d.close()
