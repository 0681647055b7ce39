"""Where the carets of a traceback point: `left ~~ ^ ~~ right` of a binary operation, the brackets of an item or a call.

There is no parser to ask at run time; a scan of the segment is enough, since the segment is exactly one expression whose
root is what failed: the weakest operator outside all brackets, or the last bracket."""

# Binary operators by strength; among equals the last is the root, but the first `**`.
_STRENGTH = {'|': 1, '^': 2, '&': 3, '<<': 4, '>>': 4, '+': 5, '-': 5, '*': 6, '/': 6, '//': 6, '%': 6, '@': 6, '**': 8}
_WEAKER = frozenset(('and', 'or', 'not', 'in', 'is', 'if', 'else', 'lambda', 'await', 'yield', 'for',
                     'raise', 'return', 'del', 'assert', 'import', 'from', 'global', 'nonlocal', 'with', 'async', 'while'))
_OPEN = {'(': ')', '[': ']', '{': '}'}


def _tokens(text):
    """(kind, text, start) with kind 'op', 'word' or 'other'; brackets are 'op' and left to the caller."""
    i, n = 0, len(text)
    while i < n:
        c = text[i]
        if c.isspace() or c == '\\':
            i += 1
        elif c == '#':
            while i < n and text[i] != '\n':
                i += 1
        elif c.isalpha() or c == '_':
            start = i
            while i < n and (text[i].isalnum() or text[i] == '_'):
                i += 1
            if i < n and text[i] in '\'"' and text[start:i].lower() in ('r', 'b', 'u', 'f', 'rb', 'br', 'rf', 'fr'):
                i = _string_end(text, i, 'r' in text[start:i].lower())
                yield 'other', '', start
            else:
                yield 'word', text[start:i], start
        elif c in '\'"':
            start = i
            i = _string_end(text, i, False)
            yield 'other', '', start
        elif c.isdigit() or c == '.' and text[i + 1:i + 2].isdigit():
            start = i
            while i < n and (text[i].isalnum() or text[i] in '._'
                             or text[i] in '+-' and text[i - 1] in 'eE' and not text[start:start + 2].lower() == '0x'):
                i += 1
            yield 'other', '', start
        else:
            for op in ('**', '//', '<<', '>>', '<=', '>=', '==', '!=', ':=', '->', '...'):
                if text.startswith(op, i):
                    break
            else:
                op = c
            yield 'op', op, i
            i += len(op)


def _string_end(text, i, raw):
    quote = text[i] * 3 if text.startswith(text[i] * 3, i) else text[i]
    i += len(quote)
    while i < len(text):
        if text[i] == '\\':
            i += 2
        elif text.startswith(quote, i):
            return i + len(quote)
        else:
            i += 1
    raise ValueError('unterminated string')


def _outside_brackets(text):
    """The tokens outside all brackets; a bracket pair is ('group', opening bracket, start, end)."""
    stack = []
    for kind, word, start in _tokens(text):
        if kind == 'op' and word in _OPEN:
            stack.append((word, start))
        elif kind == 'op' and word in ')]}':
            opening, begin = stack.pop()
            if _OPEN[opening] != word:
                raise ValueError('brackets do not match')
            if not stack:
                yield 'group', opening, begin, start + 1
        elif not stack:
            yield kind, word, start, start + max(len(word), 1)
    if stack:
        raise ValueError('brackets do not match')


def root(text):
    """What the expression is: ('binary', start of the operator, its end), ('call', start, end),
    ('item', start, end), or None."""
    before, operand = None, False
    found = strength = None
    last = None
    previous = None
    for token in _outside_brackets(text):
        kind, word, start, end = token
        if kind == 'word' and word in _WEAKER or kind == 'op' and word in ('<', '>', '<=', '>=', '==', '!=', ',', ':=', ':', '=', ';'):
            return None
        if kind == 'op' and word in _STRENGTH:
            if operand:
                s = _STRENGTH[word]
                # -x ** y and x ** -y: a sign is stronger than all binary operators but the power.
                if found is None or s <= strength and not (word == '**' and strength == 8):
                    found, strength = (start, end), s
                operand = False
            else:
                before = before or token
        elif kind == 'op' and word == '~':
            before = before or token
        elif kind == 'op' and word in ('.', '*'):
            operand = False
            last = None
            continue
        else:
            if operand and (kind == 'word' or kind == 'group' and word == '{' or kind == 'other' and previous != 'other'):
                return None
            last = token if kind == 'group' and operand else None
            operand = True
        previous = kind
    if found is not None:
        if strength == 8 and before is not None and before[2] < found[0] and text.lstrip()[:1] in '+-~':
            return None
        return ('binary', *found)
    if last is None or before is not None:
        return None
    kind, bracket, start, end = last
    if text[end:].strip():
        return None
    if bracket == '(':
        return 'call', start, end
    if bracket == '[':
        return 'item', start, end
    return None


def anchors(text):
    """((line, column) where the left part ends, (line, column) where the right part starts), or None."""
    what = root(text)
    if what is None:
        return None
    return _place(text, what[1]), _place(text, what[2])


def _place(text, offset):
    before = text[:offset]
    return before.count('\n'), offset - (before.rfind('\n') + 1)


def covers_its_statement(before, segment, after):
    """Whether the segment is all that a simple statement computes, so that carets would say nothing: a call that is
    returned (of a plain name) or assigned to one name. Brackets around it change nothing."""
    before, after = before.rstrip(), after.lstrip()
    while before.endswith('(') and after.startswith(')'):
        before, after = before[:-1].rstrip(), after[1:].lstrip()
    if after and after[0] not in '#;':
        return False
    what = root(segment)
    if what is None or what[0] != 'call':
        return False
    if before == 'return':
        return _is_name(segment[:what[1]])
    return before.endswith('=') and not before[0].isspace() and _is_name(before[:-1])


def _is_name(text):
    text = text.strip()
    while text.startswith('(') and text.endswith(')'):
        text = text[1:-1].strip()
    return text.isidentifier()
