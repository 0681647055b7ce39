# A module of the search path that customises runs before the program, whatever that imports; the program's folder comes first then.
import os, subprocess, sys, tempfile, typing

with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "sitecustomize.py"), "w") as f:
        f.write("import sys\nprint('custom', sys.path[0] == %r)" % folder)
    env = os.environ | {"PYTHONPATH": folder}
    for more in ["-c", "print('program')"], ["-c", "import sys; print(sys.path[:2] == ['', %r])" % folder], ["-S", "-c", "pass"]:
        done = subprocess.run([sys.executable, *more], env=env, capture_output=True, text=True)
        print(more[0], done.stdout, done.stderr)

# What a union asks, and words of %c, of patterns and of names of walrus targets.
print(issubclass(typing.List, typing.List | typing.Tuple))


class Odd:
    def __index__(self):
        raise TypeError("no")


for text in "'%c' % Odd()", "exec('match 0:\\n case {0: _, 0j: _}: pass')", "exec('class A:\\n def f(s): [[(__x := 2) for _ in s] for __x in s]')":
    try:
        eval(text)
    except (TypeError, SyntaxError) as e:
        print(e)
