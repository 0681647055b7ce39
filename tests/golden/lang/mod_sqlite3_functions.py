# sqlite3: functions, aggregates, windows, collations and hooks that are the script's.
import sqlite3

c = sqlite3.connect(":memory:")


def t(sql, *args):
    try:
        print(c.execute(sql, *args).fetchall())
    except Exception as e:
        print(type(e).__name__, e, getattr(e, "sqlite_errorname", None))


c.create_function("mul", 2, lambda a, b: a * b)
c.create_function("kind", -1, lambda *a: ",".join(type(x).__name__ for x in a), deterministic=True)
t("select mul(6, 7), mul('ab', 2), kind(1, 2.5, 'a', x'00', null)")
c.create_function("nested", 1, lambda n: c.execute("select ? + 1", (n,)).fetchone()[0])
t("select nested(4), nested(nested(1))")
c.create_function("fail", 0, lambda: 1 / 0)
c.create_function("big", 0, lambda: 2**80)
c.create_function("odd", 0, lambda: object())
c.create_function("noroom", 0, lambda: (_ for _ in ()).throw(MemoryError()))
for f in "fail", "big", "odd", "noroom":
    t(f"select {f}()")
c.create_function("mul", 2, None)
t("select mul(1, 2)")


class Sum:
    def __init__(self):
        self.n = 0

    def step(self, x):
        self.n += x

    def inverse(self, x):
        self.n -= x

    def value(self):
        return self.n

    def finalize(self):
        return self.n


c.executescript("create table n(i, k); insert into n values (1, 'a'), (2, 'b'), (3, 'a'), (4, 'C');")
c.create_aggregate("mysum", 1, Sum)
t("select mysum(i) from n")
t("select k, mysum(i) from n group by k")
t("select mysum(i) from n where 0")
c.create_window_function("winsum", 1, Sum)
t("select i, winsum(i) over (order by i rows between 1 preceding and 1 following) from n")


class Bad:
    def step(self, x):
        1 / 0

    def finalize(self):
        return 1


c.create_aggregate("bad", 1, Bad)
t("select bad(i) from n")
c.create_aggregate("empty", 1, object)
t("select empty(i) from n")
c.create_aggregate("init", 1, lambda: 1 / 0)
t("select init(i) from n")
c.create_collation("backwards", lambda a, b: (a < b) - (a > b))
t("select k from n order by k collate backwards")
c.create_collation("broken", lambda a, b: 1 / 0)
t("select k from n order by k collate broken")
c.create_collation("backwards", None)
t("select k from n order by k collate backwards")
seen = []
c.set_trace_callback(seen.append)
c.execute("insert into n values (?, ?)", (5, "it's"))
c.rollback()
c.set_trace_callback(None)
print(seen)
asked = []
c.set_progress_handler(lambda: asked.append(1) and None, 1)
t("select count(*) from n")
print(len(asked) > 3)
c.set_progress_handler(lambda: 1, 1)
t("select count(*) from n")
c.set_progress_handler(None, 1)
actions = []


def authorize(action, *texts):
    actions.append((action, texts))
    return sqlite3.SQLITE_DENY if texts[:2] == ("n", "k") else sqlite3.SQLITE_OK


c.set_authorizer(authorize)
t("select i from n")
t("select k from n")
print(actions[0], actions[1][0] == sqlite3.SQLITE_READ)
c.set_authorizer(lambda *a: sqlite3.SQLITE_IGNORE)
t("select i from n")
c.set_authorizer(lambda *a: "x")
t("select i from n")
c.set_authorizer(None)
t("select i from n")
# A cursor that is used by what it runs.
cu = c.cursor()
c.create_function("again", 0, lambda: cu.execute("select 1"))
try:
    cu.execute("select again()")
except sqlite3.Error as e:
    print(type(e).__name__, e)


def rows():
    yield (7,)
    try:
        cu.execute("select 1")
    except sqlite3.ProgrammingError as e:
        print(e)


cu.executemany("insert into n(i) values (?)", rows())
c.close()
