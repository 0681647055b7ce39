# A parameter that cannot be bound is told as the last error of the database, if there was one: CPython asks for it.
import sqlite3

base = sqlite3.connect(':memory:')
for query, parameters in ('select ?', ({},)), ('select * from nope', ()), ('select ?', ({},)), ('select ?', (2**70,)), ('select 1', ()), ('select ?', ({},)):
    try:
        print(base.execute(query, parameters).fetchall())
    except Exception as e:
        print(type(e).__name__, e, '|', repr(e.__context__))
