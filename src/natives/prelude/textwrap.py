"""Text in lines of a given width, and indentation."""
__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

_whitespace = '\t\n\x0b\x0c\r '
_SPACE = frozenset(_whitespace)
_BEFORE_DASH = frozenset('!"\'&.,?')


def _word_char(c):
    return c.isalnum() or c == '_'


def _letter(c):
    return c != '' and _word_char(c) and not c.isdecimal()


def _dashes(text, i):
    """The end of a dash of two or more, with a word behind and something before it, or 0."""
    if i == 0 or text[i] != '-' or not (_word_char(text[i - 1]) or text[i - 1] in _BEFORE_DASH):
        return 0
    end = i
    while end < len(text) and text[end] == '-':
        end += 1
    return end if end - i >= 2 and end < len(text) and _word_char(text[end]) else 0


def _hyphen_splits(text, j):
    """Whether a word may be broken behind the hyphen at j: `two-letters`, `e-m-ails`, never `-1` or `3-d`."""
    if not (j >= 2 and _letter(text[j - 1]) and (_letter(text[j - 2])
                                                 or j >= 3 and text[j - 2] == '-' and _letter(text[j - 3]))):
        return False
    a, b, c = text[j + 1:j + 2], text[j + 2:j + 3], text[j + 3:j + 4]
    return _letter(a) and (_letter(b) or b == '-' and _letter(c))


class TextWrapper:
    """Wraps and fills text as its attributes say."""

    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=' [...]'):
        self.width, self.initial_indent, self.subsequent_indent = width, initial_indent, subsequent_indent
        self.expand_tabs, self.replace_whitespace = expand_tabs, replace_whitespace
        self.fix_sentence_endings, self.break_long_words = fix_sentence_endings, break_long_words
        self.drop_whitespace, self.break_on_hyphens, self.tabsize = drop_whitespace, break_on_hyphens, tabsize
        self.max_lines, self.placeholder = max_lines, placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(dict.fromkeys(map(ord, _whitespace), ' '))
        return text

    def _split(self, text):
        """The indivisible pieces: words, parts of hyphenated words, white space."""
        chunks, i, n = [], 0, len(text)
        while i < n:
            j = i + 1
            if text[i] in _SPACE:
                while j < n and text[j] in _SPACE:
                    j += 1
            elif not self.break_on_hyphens:
                while j < n and text[j] not in _SPACE:
                    j += 1
            elif end := _dashes(text, i):
                j = end
            else:
                while j < n:
                    c = text[j]
                    if c == '-' and _hyphen_splits(text, j):
                        j += 1
                        break
                    if c in _SPACE or c == '-' and _dashes(text, j):
                        break
                    j += 1
            chunks.append(text[i:j])
            i = j
        return chunks

    def _fix_sentence_endings(self, chunks):
        i = 0
        while i < len(chunks) - 1:
            if chunks[i + 1] == ' ' and _ends_sentence(chunks[i]):
                chunks[i + 1] = '  '
                i += 2
            else:
                i += 1

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        space = 1 if width < 1 else width - cur_len
        if self.break_long_words:
            chunk = reversed_chunks[-1]
            end = space
            if self.break_on_hyphens and len(chunk) > space:
                # Rather after a hyphen than anywhere.
                hyphen = chunk.rfind('-', 0, space)
                if hyphen > 0 and any(c != '-' for c in chunk[:hyphen]):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        lines = []
        if self.width <= 0:
            raise ValueError(f'invalid width {self.width!r} (must be > 0)')
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError('placeholder too large for max width')
        chunks.reverse()
        while chunks:
            cur_line, cur_len = [], 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and chunks[-1].strip() == '' and lines:
                del chunks[-1]
            while chunks and cur_len + len(chunks[-1]) <= width:
                cur_len += len(chunks[-1])
                cur_line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, cur_line, cur_len, width)
                cur_len = sum(map(len, cur_line))
            if self.drop_whitespace and cur_line and cur_line[-1].strip() == '':
                cur_len -= len(cur_line[-1])
                del cur_line[-1]
            if not cur_line:
                continue
            if self.max_lines is None or len(lines) + 1 < self.max_lines or cur_len <= width and (
                    not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()):
                lines.append(indent + ''.join(cur_line))
                continue
            # The last line that is allowed, and there is more: cut it where the placeholder fits.
            while cur_line:
                if cur_line[-1].strip() and cur_len + len(self.placeholder) <= width:
                    cur_line.append(self.placeholder)
                    lines.append(indent + ''.join(cur_line))
                    break
                cur_len -= len(cur_line[-1])
                del cur_line[-1]
            else:
                if lines:
                    previous = lines[-1].rstrip()
                    if len(previous) + len(self.placeholder) <= self.width:
                        lines[-1] = previous + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def wrap(self, text):
        """The lines, without line ends."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        return '\n'.join(self.wrap(text))


def _ends_sentence(chunk):
    """A lowercase letter, then . ! or ?, then perhaps a quote."""
    if chunk[-1:] in ('"', "'"):
        chunk = chunk[:-1]
    return chunk[-1:] in ('.', '!', '?') and chunk[-1:] != '' and chunk[-2:-1].isascii() and chunk[-2:-1].islower()


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """One line of at most that width, words dropped from the end."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


def dedent(text):
    """Without the indentation that all lines share; lines of white space only become empty."""
    lines = text.split('\n')
    margin = None
    for line in lines:
        if line.strip(' \t'):
            indent = line[:len(line) - len(line.lstrip(' \t'))]
            if margin is None:
                margin = indent
            else:
                while not indent.startswith(margin):
                    margin = margin[:-1]
    cut = len(margin or '')
    return '\n'.join(line[cut:] if line.strip(' \t') else '' for line in lines)


def indent(text, prefix, predicate=None):
    """A prefix before each line that has something on it, or that the predicate picks."""
    if predicate is None:
        predicate = str.strip
    return ''.join(prefix + line if predicate(line) else line for line in text.splitlines(True))
