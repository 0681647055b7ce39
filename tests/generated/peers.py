"""The two sides: a process each that runs program after program, and is replaced when one of them ends it."""
import json
import os
import pathlib
import re
import select
import signal
import subprocess

WORKER = pathlib.Path(__file__).with_name('worker.py')
#: Programs that share a process.
SHARED = 400
ADDRESS = re.compile(r'0x[0-9a-f]{6,16}\b')
#: Frames of the library in a traceback that it wrote itself.
LIBRARY = re.compile(r'^  File "(?!<program>).*\n(    .*\n)*', re.M)
#: Where a file of the library lies; the line on which a coroutine died, which is another one where an exception carries it (docs/status.md).
PLACE = re.compile(r"(cannot import name '.*' from '.*') \(.*\)|(<module '[\w.]+' )from '.*'>|^<program>:\d+(: RuntimeWarning: coroutine (?:method '\w+' of )?'\w+' was never awaited)\n(?:  .*)?", re.M)
WARNING = re.compile(r'^<program>:\d+: SyntaxWarning: .*\n(  .*\n)?', re.M)
SET = re.compile(r'\{[^{}]*\}')
#: Two classes in the order in which a set of classes has them, which is that of addresses.
COERCED = re.compile(r"(don't know how to coerce )(\w+)( and )(\w+)")
#: A line that hoop adds to what CPython says.
MADE_AT = re.compile(r'^(RuntimeWarning: the|its) coroutine was made at .*\n', re.M)


class Peer:
    """An interpreter that answers programs with their output."""

    def __init__(self, command, patience):
        self.command, self.patience = command, patience
        self.process = None
        self.asked = 0

    def start(self):
        words = {name: value for name, value in os.environ.items() if not name.startswith('PYTHON')}
        words |= {'TZ': 'UTC', 'LC_ALL': 'C.UTF-8', 'NO_COLOR': '1', 'PYTHON_COLORS': '0', 'PYTHONDONTWRITEBYTECODE': '1'}
        self.process = subprocess.Popen(
            [*self.command, str(WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=words, start_new_session=True)
        self.asked = 0
        self.rest = b''

    def stop(self):
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.communicate()
            self.process = None

    def ask(self, text):
        if self.process is None or self.asked >= SHARED:
            self.stop()
            self.start()
        self.asked += 1
        try:
            self.process.stdin.write(json.dumps(text).encode() + b'\n')
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def answer(self):
        """What the program printed, or how it ended the process."""
        pipe = self.process.stdout.fileno()
        left = self.patience
        while b'\n' not in self.rest:
            if not select.select([pipe], [], [], left)[0]:
                if os.environ.get('HOOP_HANG'):
                    import time
                    pid = self.process.pid
                    print('HANG', self.command, [open(f'/proc/{pid}/{n}').read()[-400:] for n in ('stat', 'wchan')], time.ctime(), file=__import__('sys').stderr, flush=True)
                    os.system(f'for t in /proc/{pid}/task/*; do cat $t/stat $t/wchan $t/syscall; echo; done >&2; ls -la /proc/{pid}/fd >&2')
                    if select.select([pipe], [], [], 30)[0]:
                        print('...but it went on', time.ctime(), file=__import__('sys').stderr, flush=True)
                        continue
                self.stop()
                return f'*** no end within {self.patience} s\n'
            piece = os.read(pipe, 1 << 16)
            if not piece:
                _, told = self.process.communicate()
                status, self.process = self.process.returncode, None
                return f'*** the process ended with {status}\n{told.decode(errors="replace")[-2000:]}'
            self.rest += piece
        line, self.rest = self.rest.split(b'\n', 1)
        return masked(json.loads(line))


def masked(output):
    """Without addresses, and with texts in sets in order: theirs depends on hashes that are new in each process."""
    seen = set()

    def first(found):
        # CPython 3.14 warns again for each way through a `finally`.
        # What is guessed about a missing comma depends on what its optimiser made of the operands.
        if found[0] in seen or 'perhaps you missed a comma' in found[0]:
            return ''
        seen.add(found[0])
        return found[0]
    output = PLACE.sub(r'\1\2\3', WARNING.sub(first, output))
    output = COERCED.sub(lambda found: found[1] + found[3].join(sorted([found[2], found[4]])), output)
    return SET.sub(in_order, LIBRARY.sub('', MADE_AT.sub('', ADDRESS.sub('0x...', output))))


def in_order(found):
    inside = found[0][1:-1]
    if 'nan' in inside:
        # Each NaN has a hash of its own.
        return '{nan}'
    if ': ' in inside or not any(mark in inside for mark in ("'", '"')):
        return found[0]
    return '{' + ', '.join(sorted(inside.split(', '))) + '}'


class Pair:
    """Both sides together."""

    def __init__(self, oracle, hoop, patience=8):
        self.sides = Peer([oracle], patience), Peer([hoop, '--virtual-time'], patience)

    def answers(self, text):
        for side in self.sides:
            side.ask(text)
        return [side.answer() for side in self.sides]

    def stop(self):
        for side in self.sides:
            side.stop()
