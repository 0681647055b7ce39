# Text that lies in no file is quoted in a traceback if somebody gave it to linecache.
import linecache
import sys

sys.stderr = sys.stdout
text = 'def f(x):\n    return 1 + x / 0\nf(3)\n'
for shown in None, text, 'what else\n    stands here and there\n        x\n', '':
    linecache.cache.pop('<made>', None)
    if shown is not None:
        linecache.cache['<made>'] = len(shown), None, shown.splitlines(True), '<made>'
    try:
        exec(compile(text, '<made>', 'exec'))
    except ZeroDivisionError as e:
        e.__traceback__ = e.__traceback__.tb_next
        sys.excepthook(type(e), e, e.__traceback__)
