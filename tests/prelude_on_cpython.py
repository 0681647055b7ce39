"""Runs the goldens of the script-side modules on CPython with our modules in place of its own.

    python3.14 tests/prelude_on_cpython.py [--bless] [PART OF A NAME ...]

Each `tests/golden/lang/mod_*.py` runs in a fresh CPython whose import system finds `src/natives/prelude`
first; its output must be the `.out` beside it. `--bless` writes that file from plain CPython instead.
"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PRELUDE = os.path.join(HERE, "..", "src", "natives", "prelude")
GOLDEN = os.path.join(HERE, "golden", "lang")

# What the prelude does not have (yet) is loaded before our modules take over, so that CPython's own library
# keeps resting on CPython's own modules.
BOOT = r"""
import sys, importlib.util, importlib.machinery, os.path
for name in ('re', 'asyncio', 'threading', 'pickle', 'queue', 'ast', 'tokenize', 'decimal', 'fractions', 'numbers',
             'locale', 'gettext', 'calendar', 'struct', 'hashlib', 'tempfile', 'subprocess', 'shutil', 'codecs',
             'secrets', 'gc', 'atexit', 'string', 'typing', 'runpy', 'socket', 'signal', 'logging', 'zoneinfo',
             'concurrent.futures', 'unittest', 'importlib.metadata', 'importlib.abc'):
    __import__(name)
PRELUDE = sys.argv[1]
found = {}
for folder, _, files in os.walk(PRELUDE):
    for file in files:
        if file.endswith('.py'):
            path = os.path.join(folder, file)
            name = os.path.relpath(path, PRELUDE)[:-3].replace(os.sep, '.')
            if name.endswith('.__init__'):
                name = name[:-9]
            found[name] = path
class Finder:
    def find_spec(name, path=None, target=None, spec=importlib.util.spec_from_file_location):
        if name in found:
            where = found[name]
            package = [os.path.dirname(where)] if where.endswith('__init__.py') else None
            return spec(name, where, submodule_search_locations=package)
for name in found:
    sys.modules.pop(name, None)
sys.modules.pop('_collections_abc', None)
sys.meta_path.insert(0, Finder)
sys.dont_write_bytecode = True
# The optional native halves are hidden, so that what is written in the language is what runs.
import _json
slim = type(sys)('_json')
for name in ('scanstring', 'encode_basestring', 'encode_basestring_ascii'):
    setattr(slim, name, getattr(_json, name))
sys.modules['_json'] = slim
script = sys.argv[2]
sys.argv[:] = sys.argv[2:]
sys.path[0] = os.path.dirname(script)
text = open(script, encoding='utf-8').read()
spec = importlib.machinery.ModuleSpec('__main__', None)
main = type(sys)('__main__')
main.__file__ = script
sys.modules['__main__'] = main
os_exec = compile(text, script, 'exec')
exec(os_exec, main.__dict__)
"""


def main():
    names = sys.argv[1:]
    bless = "--bless" in names
    if bless:
        names.remove("--bless")
    bad = ran = 0
    for file in sorted(os.listdir(GOLDEN)):
        if not (file.startswith("mod_") and file.endswith(".py")) or names and not any(n in file for n in names):
            continue
        script = os.path.join("tests", "golden", "lang", file)
        expected = os.path.join(GOLDEN, file[:-3] + ".out")
        root = os.path.join(HERE, "..")
        environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", TZ="UTC")
        if bless or not os.path.exists(expected):
            done = subprocess.run([sys.executable, "-S", script], capture_output=True, cwd=root, env=environment)
            if done.returncode:
                print("ORACLE FAILS", file, done.stderr.decode()[-2000:])
                bad += 1
                continue
            with open(expected, "wb") as out:
                out.write(done.stdout)
        done = subprocess.run([sys.executable, "-S", "-c", BOOT, PRELUDE, script], capture_output=True, cwd=root, env=environment)
        ran += 1
        with open(expected, "rb") as out:
            want = out.read()
        if done.returncode or done.stdout != want:
            bad += 1
            print("FAIL", file)
            got, want = done.stdout.decode().splitlines(), want.decode().splitlines()
            shown = 0
            for i in range(max(len(got), len(want))):
                a = got[i] if i < len(got) else "<nothing>"
                b = want[i] if i < len(want) else "<nothing>"
                if a != b and shown < 5:
                    shown += 1
                    print(f"  line {i + 1}\n    ours {a}\n    want {b}")
            print(done.stderr.decode()[-1500:])
    print(f"{ran} ran, {bad} bad")
    sys.exit(bad > 0)


main()
