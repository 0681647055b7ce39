# sqlite3: cursors, rows, parameters, transactions, adapters and converters.
import sqlite3

c = sqlite3.connect(":memory:")
print(sqlite3.threadsafety, sqlite3.apilevel, sqlite3.paramstyle, sqlite3.version_info if hasattr(sqlite3, "version_info") else "")
cu = c.cursor()
print(cu.arraysize, cu.rowcount, cu.lastrowid, cu.description, cu.connection is c)
cu.execute("create table t(id integer primary key, name text, x real, b blob)")
print(c.in_transaction, cu.description, cu.rowcount)
cu.execute("insert into t(name, x, b) values (?, ?, ?)", ("a", 1.5, b"\0\1"))
print(c.in_transaction, cu.lastrowid, cu.rowcount, c.total_changes)
cu.executemany("insert into t(name, x) values (:n, :x)", [{"n": "b", "x": 2}, {"n": None, "x": None}])
print(cu.rowcount, cu.lastrowid)
c.commit()
print(c.in_transaction)
cu.execute("select id, name, x as [an x], b from t order by id")
print([d[0] for d in cu.description], len(cu.description[0]))
print(cu.fetchone(), cu.fetchmany(), cu.fetchmany(5), cu.fetchone(), cu.fetchall())
cu.arraysize = 2
print(c.execute("select 1 union select 2 union select 3").fetchall(), list(cu.execute("select 1 where 0")))
print(cu.execute("select 1 union select 2 union select 3").fetchmany())
c.row_factory = sqlite3.Row
r = c.execute("select id, name as N from t").fetchone()
print(type(r), r["ID"], r["n"], r[0], r[-1], r[:], len(r), list(r), r.keys(), tuple(r), dict(r))
print(r == c.execute("select id, name as N from t").fetchone(), r != 5, hash(r) == hash(c.execute("select id, name as N from t").fetchone()))
for key in "zz", 9, 1.5, 2**80:
    try:
        r[key]
    except IndexError as e:
        print(e)
c.row_factory = lambda cursor, row: dict(zip([d[0] for d in cursor.description], row))
print(c.execute("select id, name from t").fetchall())
c.row_factory = None
c.text_factory = bytes
print(c.execute("select name from t").fetchone())
c.text_factory = lambda b: b.decode() + "!"
print(c.execute("select name from t").fetchone())
c.text_factory = str
try:
    c.execute("select cast(x'ff41' as text) as bad").fetchone()
except sqlite3.OperationalError as e:
    print(e)
try:
    with c:
        c.execute("insert into t(name) values ('rolled back')")
        1 / 0
except ZeroDivisionError:
    print(c.in_transaction, c.execute("select count(*) from t").fetchone())
with c:
    c.execute("insert into t(name) values ('kept')")
print(c.in_transaction, c.execute("select count(*) from t").fetchone())
print(c.execute("update t set x = 0 where id > 1").rowcount, c.execute("delete from t where id > 2 returning id").fetchall())
c.isolation_level = None
c.execute("insert into t(name) values ('x')")
print(c.in_transaction, c.isolation_level, c.autocommit)
c.executescript("begin; create table s(a); insert into s values (1); commit;")
print(c.execute("select * from s").fetchall())
c.close()

c = sqlite3.connect(":memory:", autocommit=False)
print(c.in_transaction, c.autocommit)
c.commit()
print(c.in_transaction)
c.autocommit = True
print(c.in_transaction, c.autocommit)
c.close()


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __conform__(self, protocol):
        return f"{self.x};{self.y}" if protocol is sqlite3.PrepareProtocol else None


class Pair(Point):
    __conform__ = None


sqlite3.register_adapter(Pair, lambda p: f"{p.x}|{p.y}")
sqlite3.register_converter("point", lambda b: tuple(map(int, b.split(b";"))))
c = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES)
c.execute("create table p(a point, b text)")
c.execute("insert into p values (?, ?)", (Point(1, 2), Pair(3, 4)))
cu = c.execute('select a, b, b as "q [point]", null as "n [point]" from p where b like ?', ("3%",)) if 0 else c.execute('select a, b, a as "q [point]", null as "n [point]" from p')
print(cu.description[2][0], cu.fetchall())
print(c.execute("select ?, ?, ?, ?, ?", [True, 2**63 - 1, memoryview(b"ab"), bytearray(b"c"), "\0x"]).fetchone())
print(c.execute("").fetchall(), c.execute("-- nothing").fetchall())
c.executescript("create table d(k primary key, v); insert into d values (1, 'it''s'), (2, null), (3, x'00');")
print("\n".join(c.iterdump()))
data = c.serialize()
d = sqlite3.connect(":memory:")
d.deserialize(data)
print(d.execute("select * from d").fetchall())
e = sqlite3.connect(":memory:")
c.backup(e, pages=1, progress=lambda status, left, total: print("backup", status in (0, 101)) if left == 0 else None)
print(e.execute("select count(*) from d").fetchone())
c.execute("create table blobs(a)")
c.execute("insert into blobs values (zeroblob(5))")
with c.blobopen("blobs", "a", 1) as b:
    b.write(b"abc")
    b[4] = 33
    b[0:2] = b"XY"
    print(len(b), b.tell(), b[:], b[-1], b[::2])
    b.seek(0)
    print(b.read(2), b.read(), b.read())
    for f in (lambda: b.seek(9), lambda: b.write(b"zz"), lambda: b[9], lambda: b["a"], lambda: b.__setitem__(0, 256), lambda: b.__setitem__(slice(0, 2), b"a")):
        try:
            f()
        except Exception as x:
            print(type(x).__name__, x)
    del f
try:
    b.read()
except sqlite3.ProgrammingError as x:
    print(x)
print(c.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) > 900, c.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100) > 100)
try:
    c.execute("select " + "1" * 200)
except sqlite3.DataError as x:
    print(x)
print(c.getconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_FKEY), c.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_FKEY), c.getconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_FKEY))
print(sqlite3.complete_statement("select 1"), sqlite3.complete_statement("select 1;"))
for x in c, d, e:
    x.close()
