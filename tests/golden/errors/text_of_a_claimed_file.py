# The line of the file stands in the traceback: this one.
names = {"g": lambda: 1 / 0}
exec(compile("def f(h): h()\n", __file__, "exec"), names)
exec(compile("def h(): f(g)", "no_such_file.py", "exec"), names)
names["h"]()
