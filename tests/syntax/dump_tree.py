"""Prints the trees of CPython's parser in the form of `hoop --dump ast`, so that the two can be compared line by line.

Reads paths from standard input. `accept` prints yes or no for each; `trees` prints each tree, ended by a NUL (nothing for
a file that is refused).
"""
import ast
import sys
import warnings
from decimal import Decimal
sys.setrecursionlimit(100000)
warnings.simplefilter('ignore')
out = []
LINES = []


def pl(n):
    return f'{n.lineno}:{n.col_offset}-{n.end_lineno}:{n.end_col_offset}'


def q(b):
    r = []
    for c in b:
        ch = chr(c)
        if ch == '\t':
            r.append('\\t')
        elif ch == '\n':
            r.append('\\n')
        elif ch == '\r':
            r.append('\\r')
        elif ch in '\'"\\':
            r.append('\\' + ch)
        elif 32 <= c < 127:
            r.append(ch)
        else:
            r.append('\\x%02x' % c)
    return "'" + ''.join(r) + "'"


def fl(f):
    if f == float('inf'):
        return 'inf'
    s, d, e = Decimal(repr(f)).as_tuple()
    d = list(d)
    while len(d) > 1 and d[-1] == 0:
        d.pop()
        e += 1
    if d == [0]:
        return '0e0'
    e = e + len(d) - 1
    m = ''.join(map(str, d))
    return m[0] + ('.' + m[1:] if len(m) > 1 else '') + 'e' + str(e)


def lit(v, src=None):
    if v is None or v is True or v is False:
        return str(v)
    if v is ...:
        return '...'
    if isinstance(v, int):
        return str(v) if -2 ** 63 <= v < 2 ** 63 else 'big ' + str(v)
    if isinstance(v, float):
        return fl(v)
    if isinstance(v, complex):
        return fl(v.imag) + 'j'
    if isinstance(v, str):
        return q(v.encode('utf8', 'surrogatepass'))
    return 'b' + q(v)


def w(d, t):
    out.append(' ' * min(d, 200) + t)
BIN = dict(Add='Add', Sub='Sub', Mult='Mul', MatMult='MatMul', Div='Div', FloorDiv='FloorDiv', Mod='Mod', Pow='Pow', LShift='Shl', RShift='Shr', BitAnd='BitAnd', BitOr='BitOr', BitXor='BitXor')
UN = dict(Not='Not', USub='Neg', UAdd='Pos', Invert='Invert')
CMP = dict(Eq='Eq', NotEq='Ne', Lt='Lt', LtE='Le', Gt='Gt', GtE='Ge', Is='Is', IsNot='IsNot', In='In', NotIn='NotIn')


def named(d, name, e):
    w(d, name)
    x(d + 1, e)


def opt(d, name, e):
    if e is not None:
        named(d, name, e)


def many(d, name, l, f=None):
    if l:
        w(d, name)
        for e in l:
            (f or x)(d + 1, e)


def node(d, kind, n, rest=''):
    w(d, (kind + ' ' + pl(n) + ' ' + rest).rstrip(' ') if rest else kind + ' ' + pl(n))


def args(d, a, k):
    for e in sorted(a + k, key=lambda e: (e.lineno, e.col_offset)):
        if isinstance(e, ast.Starred):
            named(d, 'star ' + pl(e), e.value)
        elif isinstance(e, ast.keyword):
            if e.arg is None:
                named(d, 'double_star ' + pl(e), e.value)
            else:
                named(d, 'keyword ' + pl(e) + ' ' + e.arg, e.value)
        else:
            named(d, 'arg', e)


def clauses(d, gs):
    for g in gs:
        w(d, 'async for' if g.is_async else 'for')
        x(d + 1, g.target)
        x(d + 1, g.iter)
        many(d + 1, 'if', g.ifs)


def params(d, a):
    pos = a.posonlyargs + a.args
    defs = [None] * (len(pos) - len(a.defaults)) + a.defaults

    def one(kind, p, df):
        w(d, f'{kind} {pl(p)} {p.arg}')
        opt(d + 1, 'annotation', p.annotation)
        opt(d + 1, 'default', df)
    for i, p in enumerate(pos):
        one('positional_only' if i < len(a.posonlyargs) else 'positional', p, defs[i])
    if a.vararg:
        one('var_args', a.vararg, None)
    for p, df in zip(a.kwonlyargs, a.kw_defaults):
        one('keyword_only', p, df)
    if a.kwarg:
        one('var_kwargs', a.kwarg, None)


def parts(d, vals):
    for v in vals:
        if isinstance(v, ast.Constant):
            w(d, 'text ' + lit(v.value))
        else:
            c = {-1: '', 115: ' !s', 114: ' !r', 97: ' !a'}[v.conversion]
            w(d, 'field ' + pl(v) + c)
            x(d + 1, v.value)
            if v.format_spec is not None:
                w(d + 1, 'spec')
                parts(d + 2, v.format_spec.values)


def x(d, e):
    t = type(e).__name__
    if t == 'Constant':
        node(d, 'Constant', e, lit(e.value))
    elif t == 'Name':
        node(d, 'Name', e, e.id)
    elif t == 'JoinedStr':
        node(d, t, e)
        parts(d + 1, e.values)
    elif t in ('Tuple', 'List', 'Set'):
        node(d, t, e)
        for i in e.elts:
            x(d + 1, i)
    elif t == 'Dict':
        node(d, t, e)
        for k, v in zip(e.keys, e.values):
            if k is None:
                named(d + 1, 'spread', v)
            else:
                named(d + 1, 'key', k)
                named(d + 1, 'value', v)
    elif t == 'Starred':
        node(d, t, e)
        x(d + 1, e.value)
    elif t == 'UnaryOp':
        node(d, 'Unary', e, UN[type(e.op).__name__])
        x(d + 1, e.operand)
    elif t == 'BinOp':
        node(d, 'Binary', e, BIN[type(e.op).__name__])
        x(d + 1, e.left)
        x(d + 1, e.right)
    elif t == 'BoolOp':
        node(d, type(e.op).__name__, e)
        for v in e.values:
            x(d + 1, v)
    elif t == 'Compare':
        node(d, t, e)
        x(d + 1, e.left)
        for o, v in zip(e.ops, e.comparators):
            named(d + 1, CMP[type(o).__name__], v)
    elif t == 'IfExp':
        node(d, 'Conditional', e)
        named(d + 1, 'test', e.test)
        named(d + 1, 'then', e.body)
        named(d + 1, 'else', e.orelse)
    elif t == 'Attribute':
        node(d, t, e, e.attr)
        x(d + 1, e.value)
    elif t == 'Subscript':
        node(d, t, e)
        x(d + 1, e.value)
        x(d + 1, e.slice)
    elif t == 'Slice':
        node(d, t, e)
        opt(d + 1, 'lower', e.lower)
        opt(d + 1, 'upper', e.upper)
        opt(d + 1, 'step', e.step)
    elif t == 'Call':
        node(d, t, e)
        x(d + 1, e.func)
        args(d + 1, e.args, e.keywords)
    elif t == 'NamedExpr':
        node(d, 'Named', e, e.target.id + ' ' + pl(e.target))
        x(d + 1, e.value)
    elif t == 'Lambda':
        node(d, t, e)
        params(d + 1, e.args)
        named(d + 1, 'body', e.body)
    elif t in ('ListComp', 'SetComp', 'GeneratorExp'):
        node(d, 'Generator' if t == 'GeneratorExp' else t, e)
        x(d + 1, e.elt)
        clauses(d + 1, e.generators)
    elif t == 'DictComp':
        node(d, t, e)
        named(d + 1, 'key', e.key)
        named(d + 1, 'value', e.value)
        clauses(d + 1, e.generators)
    elif t in ('Await', 'YieldFrom'):
        node(d, t, e)
        x(d + 1, e.value)
    elif t == 'Yield':
        node(d, t, e)
        if e.value is not None:
            x(d + 1, e.value)
    else:
        raise Exception(t)


def alias(d, l):
    for a in l:
        w(d, f'alias {pl(a)} {a.name}' + (f' as {a.asname}' if a.asname else ''))


def tps(d, l):
    for p in l:
        w(d, f'{type(p).__name__} {pl(p)} {p.name}')
        opt(d + 1, 'bound', getattr(p, 'bound', None))
        opt(d + 1, 'default', p.default_value)


def body(d, name, l):
    many(d, name, l, st)


def st(d, s):
    t = type(s).__name__
    if t == 'Expr':
        node(d, t, s)
        x(d + 1, s.value)
    elif t == 'Assign':
        node(d, t, s)
        many(d + 1, 'targets', s.targets)
        named(d + 1, 'value', s.value)
    elif t == 'AugAssign':
        node(d, t, s, BIN[type(s.op).__name__])
        x(d + 1, s.target)
        x(d + 1, s.value)
    elif t == 'AnnAssign':
        node(d, t, s, 'simple' if s.simple else '')
        named(d + 1, 'target', s.target)
        named(d + 1, 'annotation', s.annotation)
        opt(d + 1, 'value', s.value)
    elif t == 'Return':
        node(d, t, s)
        if s.value is not None:
            x(d + 1, s.value)
    elif t == 'Delete':
        node(d, t, s)
        for e in s.targets:
            x(d + 1, e)
    elif t in ('Pass', 'Break', 'Continue'):
        node(d, t, s)
    elif t in ('Global', 'Nonlocal'):
        node(d, t, s, ' '.join(s.names))
    elif t == 'Raise':
        node(d, t, s)
        opt(d + 1, 'exc', s.exc)
        opt(d + 1, 'cause', s.cause)
    elif t == 'Assert':
        node(d, t, s)
        named(d + 1, 'test', s.test)
        opt(d + 1, 'message', s.msg)
    elif t == 'Import':
        node(d, t, s)
        alias(d + 1, s.names)
    elif t == 'ImportFrom':
        w(d, 'ImportFrom ' + pl(s) + ' ' + '.' * s.level + (s.module or ''))
        alias(d + 1, s.names)
    elif t == 'If':
        node(d, t, s)
        while True:
            named(d + 1, 'test', s.test)
            body(d + 1, 'body', s.body)
            if len(s.orelse) == 1 and isinstance(s.orelse[0], ast.If) and LINES[s.orelse[0].lineno - 1].encode()[s.orelse[0].col_offset:].startswith(b'elif'):
                s = s.orelse[0]
                continue
            break
        body(d + 1, 'else', s.orelse)
    elif t == 'While':
        node(d, t, s)
        named(d + 1, 'test', s.test)
        body(d + 1, 'body', s.body)
        body(d + 1, 'else', s.orelse)
    elif t in ('For', 'AsyncFor'):
        node(d, t, s)
        named(d + 1, 'target', s.target)
        named(d + 1, 'iter', s.iter)
        body(d + 1, 'body', s.body)
        body(d + 1, 'else', s.orelse)
    elif t in ('With', 'AsyncWith'):
        node(d, t, s)
        for i in s.items:
            named(d + 1, 'context', i.context_expr)
            opt(d + 1, 'as', i.optional_vars)
        body(d + 1, 'body', s.body)
    elif t in ('Try', 'TryStar'):
        node(d, t, s)
        body(d + 1, 'body', s.body)
        for h in s.handlers:
            w(d + 1, f'except {pl(h)}' + (f' {h.name}' if h.name else ''))
            opt(d + 2, 'type', h.type)
            body(d + 2, 'body', h.body)
        body(d + 1, 'else', s.orelse)
        body(d + 1, 'finally', s.finalbody)
    elif t == 'Match':
        node(d, t, s)
        named(d + 1, 'subject', s.subject)
        for c in s.cases:
            w(d + 1, 'case')
            pat(d + 2, c.pattern)
            opt(d + 2, 'guard', c.guard)
            body(d + 2, 'body', c.body)
    elif t in ('FunctionDef', 'AsyncFunctionDef'):
        node(d, t, s, s.name)
        many(d + 1, 'decorators', s.decorator_list)
        tps(d + 1, s.type_params)
        params(d + 1, s.args)
        opt(d + 1, 'returns', s.returns)
        body(d + 1, 'body', s.body)
    elif t == 'ClassDef':
        node(d, t, s, s.name)
        many(d + 1, 'decorators', s.decorator_list)
        tps(d + 1, s.type_params)
        args(d + 1, s.bases, s.keywords)
        body(d + 1, 'body', s.body)
    elif t == 'TypeAlias':
        node(d, t, s, s.name.id + ' ' + pl(s.name))
        tps(d + 1, s.type_params)
        named(d + 1, 'value', s.value)
    else:
        raise Exception(t)


def pat(d, p):
    t = type(p).__name__
    if t == 'MatchValue':
        node(d, t, p)
        x(d + 1, p.value)
    elif t == 'MatchSingleton':
        node(d, t, p, lit(p.value))
    elif t in ('MatchSequence', 'MatchOr'):
        node(d, t, p)
        for e in p.patterns:
            pat(d + 1, e)
    elif t == 'MatchStar':
        node(d, t, p, p.name or '')
    elif t == 'MatchMapping':
        node(d, t, p, p.rest or '')
        for k, v in zip(p.keys, p.patterns):
            named(d + 1, 'key', k)
            w(d + 1, 'pattern')
            pat(d + 2, v)
    elif t == 'MatchClass':
        node(d, t, p)
        x(d + 1, p.cls)
        for e in p.patterns:
            pat(d + 1, e)
        for k, v in zip(p.kwd_attrs, p.kwd_patterns):
            w(d + 1, 'keyword ' + k)
            pat(d + 2, v)
    elif t == 'MatchAs':
        node(d, t, p, p.name or '_')
        if p.pattern:
            pat(d + 1, p.pattern)
    else:
        raise Exception(t)


def dump(data):
    tree = ast.parse(data)
    LINES[:] = data.decode('utf-8-sig').replace('\r\n', '\n').replace('\r', '\n').split('\n')
    out.clear()
    w(0, 'Module')
    body(1, 'body', tree.body)
    return '\n'.join(out) + '\n'


def main():
    for path in sys.stdin.read().splitlines():
        with open(path, 'rb') as file:
            data = file.read()
        if sys.argv[1] == 'accept':
            try:
                compile(data, path, 'exec', ast.PyCF_ONLY_AST, True)
                print('yes')
            except (SyntaxError, ValueError):
                print('no')
            continue
        try:
            sys.stdout.write(dump(data))
        except (SyntaxError, ValueError):
            pass
        sys.stdout.write('\x00')
main()
