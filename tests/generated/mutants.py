"""Goldens with something changed: a line gone, doubled or moved, a name, number or operator replaced by another one. What they are about stays, and nobody expected the rest."""
import functools
import io
import keyword
import pathlib
import re
import tokenize

FOLDER = pathlib.Path(__file__).parent.parent / 'golden'
#: Words of programs that touch the outside, ask for addresses, sizes or the time, or never end when something is changed.
OUTSIDE = re.compile(
    r'\b(os|open|subprocess|signal|pathlib|shutil|tempfile|socket|sys\.settrace|sys\.setprofile|monitoring|getsizeof|getrefcount|id\(|hash\(|time|threading|_thread|resource|ctypes|mmap|select|fcntl|pty|termios|sqlite3|argv|exit|_exit|input|stdin|stdout|stderr|__stdout__|gc|weakref|while|itertools\.count|cycle|repeat'
    r'|recursion|RecursionError|setrecursionlimit|platform|statistics|NormalDist|sysconfig|importlib|__import__|runpy|site|breakpoint|pdb|faulthandler|tracemalloc|dis|co_code|__file__|__loader__|__spec__|uuid|secrets|random|urandom|getpid|locale|readline|code|codeop|unittest|doctest|logging|warnings|__del__|sleep|timeit|profile|cProfile|fileinput|zipfile|tarfile|glob|asyncio|multiprocessing|concurrent|inspect|overload|locals|globals|vars|feature_version|PyCF_TYPE_COMMENTS|del self|cmath|__prepare__|__classdict__|__annotate__|length_hint|append\(f"\{self|traceback|linecache|modules|__main__|__builtins__|builtins|sys|skip:)\b|time: real|args:')


@functools.cache
def programs():
    found = []
    for folder in ('lang', 'regress'):
        for path in sorted((FOLDER / folder).glob('*.py')):
            text = path.read_text(encoding='utf-8')
            if not OUTSIDE.search(text) and len(text) < 4000 and not text.startswith('\ufeff'):
                found.append(text)
    return found


def lines_changed(dice, lines):
    at = dice.below(len(lines))
    match dice.below(4):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines.insert(dice.below(len(lines)), lines.pop(at))
        case _:
            other = dice.below(len(lines))
            lines[at], lines[other] = lines[other], lines[at]


def token_changed(dice, text):
    """The text with one token replaced by another of its kind."""
    try:
        tokens = [t for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.string.strip()]
    except (tokenize.TokenError, SyntaxError):
        return text
    if not tokens:
        return text
    token = dice.pick(tokens)
    same = [t.string for t in tokens if t.type == token.type and t.string != token.string and not keyword.iskeyword(t.string)]
    more = {tokenize.NUMBER: ['0', '1', '-1', '2.5', '3', '10', '(2**70)', '1j', 'True'], tokenize.OP: [], tokenize.STRING: ["''", "'x'", "b'y'", "'1'"], tokenize.NAME: ['None', 'int', 'str', 'list', 'x', 'self', 'print', 'ValueError']}.get(token.type, [])
    if token.type == tokenize.OP:
        groups = ['+ - * / // % @ & | ^ >>'.split(), '< > <= >= == !='.split(), '+= -= *= |= &= ^= //= %='.split(), '( [ {'.split(), ', .'.split(), '= :='.split()]
        more = [o for group in groups if token.string in group for o in group]
        same = []
    if keyword.iskeyword(token.string):
        groups = ['True False None', 'break continue pass', 'and or', 'is in', 'if while', 'return yield raise', 'yield await', 'lambda not', 'try with']
        same, more = [], [w for group in groups if token.string in group.split() for w in group.split() if w != 'while']
    if not same and not more:
        return text
    new = dice.pick(same) if same and (not more or dice.chance(60)) else dice.pick(more)
    lines = text.splitlines(keepends=True)
    (row, start), (last, end) = token.start, token.end
    if row != last:
        return text
    line = lines[row - 1]
    lines[row - 1] = line[:start] + new + line[end:]
    return ''.join(lines)


def program(writer):
    dice = writer.dice
    text = dice.pick(programs())
    for _ in range(dice.between(1, 4)):
        if dice.chance(35):
            lines = text.splitlines()
            if lines:
                lines_changed(dice, lines)
            text = '\n'.join(lines) + '\n'
        else:
            text = token_changed(dice, text)
    writer.lines.extend(text.rstrip('\n').split('\n'))
