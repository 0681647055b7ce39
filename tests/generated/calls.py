"""Calls of the library on texts and bytes: re, struct, json, csv, textwrap, base64, shlex, string and others."""

WORDS = ["''", "'a'", "'abc'", "'Hello, World'", "'aXbXc'", "'1, 2;3'", "'foo=bar baz'", "'é€'", "'aaa'", "'ab12cd'", "' x  y '", "'line\\nnext\\n'", "'a.b@c.de'", "'2024-01-31'", "'ÀÉ'", "'\\u0130ı'", "'K\\u212a'", "'ſs'", "'straße'", "'(a)[b]'", "'tab\\there'", "'\\U0001F600x'"]
PIECES = ['a', 'b', 'X', '.', r'\d', r'\w', r'\s', '[abc]', '[^a]', '[a-z]', r'[\d.]', '(a)', '(b|c)', '(?:ab)', '(?P<n>\\w)', r'\b', '^', '$', '(?=b)', '(?!c)', '(?<=a)', '(?<!b)', 'é', ',', ' ', '[^\\W\\d]', '(?i:A)', '(?>a+)', '(x)?', r'\.', '[ſk]', r'\B', '(?(1)b|c)', r'\1', '(?P=n)', '\\Z', '[]a]', '[a-', '(', '*', '[A-Z_]+', '(?s:.)', '(?#c)', 'ß', '\\x61', '\\u00e9', '\\N{DASH}']
REPEATS = ['', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{,2}', '*+', '{2,1}', '{1,}?', '**']


def words(dice):
    return dice.pick(WORDS)


def number(dice):
    return dice.pick(['0', '1', '-1', '2', '3', '7', '-3', '100', '2.5', 'None'] if dice.chance(20) else ['0', '1', '2', '3', '5', '-1'])


def pattern(dice):
    pieces = [dice.pick(PIECES[:34] if dice.chance(97) else PIECES) + dice.pick(REPEATS if dice.chance(70) else ['']) for _ in range(dice.between(1, 4))]
    text = dice.pick(['', '', '', '(?i)', '(?x)', '(?m)', '(?a)']) + dice.pick(['', '|']).join(pieces) if dice.chance(30) else ''.join(pieces)
    return f'r{text!r}' if '\\' in text and "'" not in text and not repr(text).startswith('"') and False else repr(text)


def re(dice):
    p, s = pattern(dice), words(dice)
    flags = dice.pick(['', '', ', re.I', ', re.M | re.S', ', re.A', ', re.X', ', re.I | re.A'])
    replacement = dice.pick(["'-'", r"'<\\g<0>>'", r"'\\1'", "lambda m: m[0].upper()", r"'\\n'", r"'\\q'", r"'[\\g<n>]'", "''", r"'\\2'", r"'\\0'", "str"])
    match dice.below(12):
        case 0 | 1:
            return f're.findall({p}, {s}{flags})'
        case 2:
            return f're.sub({p}, {replacement}, {s}{dice.pick(["", ", count=1", ", flags=re.I"])})'
        case 3:
            return f're.split({p}, {s}{dice.pick(["", ", maxsplit=1"])})'
        case 4:
            return f'[(m.span(), m.groups(), m.lastgroup, m.lastindex) for m in re.finditer({p}, {s}{flags})]'
        case 5:
            return f're.{dice.pick("match search fullmatch")}({p}, {s}{flags})'
        case 6:
            return f're.compile({p}{flags}).{dice.pick("groups groupindex pattern flags")}'
        case 7:
            return f're.compile({p}).{dice.pick("match search fullmatch findall")}({s}, {dice.pick("0 0 1 2 -3")}, {dice.between(2, 9)})'
        case 8:
            return f'(lambda m: m and ({dice.pick(["m.group(0, 1)", "m.groupdict()", "m.expand(r\'<\\g<0>>\')", "m[1]", "m.start(1), m.end(1)", "m.pos, m.endpos, m.string", "m.regs", "m[\'n\']", "m.groups(\'none\')"])}))(re.search({p}, {s}{flags}))'
        case 9:
            return f're.subn({p}, {replacement}, {s})'
        case 10:
            return f're.escape({s})' if dice.chance(50) else f're.compile({p}{flags})'
        case _:
            return f're.{dice.pick("findall split")}({dice.pick([repr(b"a"), repr(b"[a-z]+"), repr(b"(x)?"), p])}, {dice.pick([repr(b"abc x"), "bytearray(b'aXb')", s])})'


def struct(dice):
    layout = dice.pick(['', '<', '>', '=', '!', '@']) + ''.join(dice.pick(['b', 'B', 'h', 'H', 'i', 'I', 'q', 'Q', 'f', 'd', '?', 'c', '3s', 'x', '2h', 'e', '4p', 'n', 'l', ' ', 'P', '0i', 's', 'z', 'F']) for _ in range(dice.between(1, 4)))
    values = ', '.join(dice.pick(['0', '1', '-1', '255', '256', '65536', '2**31', '2**63', '1.5', "b'a'", "b'abcd'", 'True', 'None', "'x'", '1e40', '3.1']) for _ in range(dice.between(1, 4)))
    data = dice.pick(["bytes(range(16))", "b''", "b'\\xff' * 8", "bytes(4)", "bytearray(b'abcdefgh')", "(b'\\x00\\x00\\xc0\\x7f' * 2)"])
    return dice.pick([f'struct.pack({layout!r}, {values})', f'struct.unpack({layout!r}, {data})', f'struct.calcsize({layout!r})', f'struct.unpack_from({layout!r}, {data}, {dice.between(-4, 9)})', f'list(struct.iter_unpack({layout!r}, {data}))', f'struct.unpack({layout!r}, struct.pack({layout!r}, {values}))', f'(lambda b: (struct.pack_into({layout!r}, b, {dice.below(5)}, {values}), b))(bytearray(12))', f'struct.Struct({layout!r}).{dice.pick("size format")}', f'struct.unpack({layout!r}, {data}[:struct.calcsize({layout!r})])'])


def value(dice, depth=2):
    """What JSON has, and a little more."""
    if depth <= 0 or dice.chance(40):
        return dice.pick(['None', 'True', '1', '-2.5', '1e100', "'a'", "'é\"\\n'", '10**20', "float('inf')", "float('nan')", "'\\ud800'", '(1, 2)', '{1: 2}', '1e-7', "'</x>'", '0.1', '-0.0', 'b"x"' if dice.chance(30) else '3', '{None: 1, True: 2, 1.5: 3}', '{(1,): 2}' if dice.chance(30) else '[]', '1j' if dice.chance(30) else '{}'])
    if dice.chance(50):
        return '[' + ', '.join(value(dice, depth - 1) for _ in range(dice.below(4))) + ']'
    return '{' + ', '.join(f"'{k}': {value(dice, depth - 1)}" for k in dice.some('b a c é'.split(), 3)) + '}'


JSON = ['[1, 2.50, -0, 1E5]', '{"a": [null, true], "b": "x\\\\u00e9\\\\n"}', '""', '"\\\\ud83d\\\\ude00"', '"\\\\ud83d"', '[1,]', '{"a" 1}', '{a: 1}', '[1 2]', 'nul', '', '  7  ', '1 2', '"a', '"\\\\q"', '"\\\\u12"', '[', '{"a":', 'NaN', '-Infinity', '-', '01', '1.', '.5', '{"a": 1, "a": 2}', '"\\t"', '[[[]]]', '{"a": 1,}', '\\ufeff1', "[1, 'a']", '1e400', '123456789012345678901234567890', '\\x00', '"\\x1f"']


def json(dice):
    options = ''.join(f', {o}' for o in dice.some([dice.pick(['indent=2', "indent='-'", 'indent=0']), 'sort_keys=True', 'ensure_ascii=False', "separators=(',', ':')", 'allow_nan=False', 'skipkeys=True', dice.pick(['default=str', 'default=lambda o: [1, 2]']), 'check_circular=False'], 3))
    reading = ''.join(f', {o}' for o in dice.some(['parse_float=str', 'parse_int=float', 'strict=False', 'object_hook=list', 'object_pairs_hook=lambda p: p', 'parse_constant=lambda c: c'], 2))
    text = dice.pick(JSON)
    return dice.pick([f'json.dumps({value(dice, 3)}{options})', f'json.dumps({value(dice, 2)}{options})', f"json.loads('{text.replace(chr(39), chr(34))}'{reading})", f"json.loads('{text.replace(chr(39), chr(34))}'.encode({dice.pick(['', repr('utf-16'), repr('latin-1')])}))", f'json.loads(json.dumps({value(dice, 3)}))', f"json.JSONDecoder().raw_decode('{dice.pick(JSON[:8])} tail')", f'list(json.JSONEncoder({options[2:]}).iterencode({value(dice)}))'])


def csv(dice):
    options = ''.join(f', {o}' for o in dice.some(["delimiter=';'", "quotechar=\"'\"", 'quoting=csv.QUOTE_ALL', 'quoting=csv.QUOTE_NONNUMERIC', "escapechar='\\\\'", 'doublequote=False', 'skipinitialspace=True', "lineterminator='|'", 'strict=True', "quoting=csv.QUOTE_NONE", "dialect='excel-tab'", 'quoting=csv.QUOTE_STRINGS', 'quoting=csv.QUOTE_NOTNULL', "delimiter=';;'", 'quotechar=None'], 2))
    if options.count('quoting') > 1:
        options = ''
    rows = '[' + ', '.join('[' + ', '.join(dice.pick(["'a'", '1', "'x,y'", "'q\"q'", 'None', "''", '2.5', "'n\\nm'", "' s'", "'é'", "';'"]) for _ in range(dice.below(4))) + ']' for _ in range(dice.between(1, 3))) + ']'
    lines = '[' + ', '.join(dice.pick([r"'a,b,c'", r"'1;2'", r"'x, \"y z\"'", r"'\"a\"\"b\",c'", "'\"open,'", "''", "'a\\n'", "'\\'q\\',r'", "'a,\"b\"c'", "'a\\tb'", "'1.5,,\"2\"'", "'b\\\\,c'", "'\\r'", "'a\\nb,c'"]) for _ in range(dice.between(1, 3))) + ']'
    return dice.pick([f'list(csv.reader({lines}{options}))', f'list(csv.reader({lines}{options}))', f'(lambda f: (csv.writer(f{options}).writerows({rows}), f.getvalue()))(io.StringIO())', f"list(csv.DictReader({lines}{dice.pick(['', ', restkey=9', ', fieldnames=list(chr(97 + i) for i in range(2))'])}))", f"(lambda f: (csv.DictWriter(f, ['a', 'b']{dice.pick(['', ', restval=0', ', extrasaction=chr(105)'])}).writerow({{'a': 1, {dice.pick([repr('b'), repr('c')])}: 2}}), f.getvalue()))(io.StringIO())", f"csv.Sniffer().sniff({dice.pick([repr('a;b;c' + chr(10) + '1;2;3' + chr(10)), repr('a,b' + chr(10) + 'c,d'), repr('x')])}).delimiter"])


def textwrap(dice):
    text = dice.pick(["'The quick brown fox jumps over the lazy dog.'", "'  indented\\n    more\\n  back'", "'a-long-hyphenated-word and averyveryverylongwordindeed'", "'one.  Two three!  Four'", "'tabs\\there\\tand there'", "''", "'x'", "'\\n\\n a\\n\\n'", "'em—dash and é words'", "'--option -v a--b'"])
    options = ''.join(f', {o}' for o in dice.some(["initial_indent='* '", "subsequent_indent='  '", 'break_long_words=False', 'break_on_hyphens=False', 'expand_tabs=False', 'replace_whitespace=False', 'fix_sentence_endings=True', 'drop_whitespace=False', 'max_lines=2', "placeholder='~'", 'tabsize=4'], 3))
    return dice.pick([f'textwrap.wrap({text}, {dice.pick("5 10 20 0")}{options})', f'textwrap.fill({text}, {dice.pick("6 12 30")}{options})', f'textwrap.dedent({text})', f"textwrap.indent({text}, '> ')", f'textwrap.shorten({text}, {dice.pick("5 12 40")})', f'textwrap.indent({text}, "-", lambda line: True)'])


def encodings(dice):
    data = dice.pick(["b''", "b'a'", "b'hello world'", 'bytes(range(8))', "b'\\xff\\xfe'", "b'aGk='", "b'6869'", "b'aGk'", "b'NBSWY==='", "b'====' ", "b'a=b=3D'", "b'ab cd'", "'text'", "b'87cURD]i'"])
    call = dice.pick('base64.b64encode base64.b64decode base64.b32encode base64.b32decode base64.b16encode base64.b16decode base64.a85encode base64.a85decode base64.b85encode base64.b85decode base64.urlsafe_b64encode base64.standard_b64decode binascii.hexlify binascii.unhexlify binascii.crc32 binascii.b2a_qp binascii.a2b_qp binascii.b2a_uu binascii.a2b_base64 zlib.adler32 zlib.crc32 quopri.encodestring quopri.decodestring base64.encodebytes base64.z85encode'.split())
    codec = dice.pick('utf-8 utf-16 utf-16-le utf-32-be latin-1 ascii cp1252 cp437 utf-7 unicode_escape raw_unicode_escape utf-8-sig koi8-r mac-roman shift_jis gbk big5 euc-kr iso8859-15 rot13 hex nope cp500'.split())
    mode = dice.pick("'strict' 'ignore' 'replace' 'backslashreplace' 'xmlcharrefreplace' 'surrogateescape' 'namereplace' 'nope'".split())
    return dice.pick([f'{call}({data})', f'{call}({data})', f'{words(dice)}.encode({codec!r}, {mode})', f'({data if data != "\'text\'" else "b\'x\'"}).decode({codec!r}, {mode})', f'hashlib.{dice.pick("md5 sha1 sha256 sha512 sha3_256 blake2b blake2s".split())}({data}).hexdigest()', f'zlib.decompress(zlib.compress({data}))', f'{words(dice)}.encode("utf-8").decode({codec!r}, "replace")', f'codecs.lookup({codec!r}).name', f'base64.b64decode({data}, validate=True)', f'base64.b64encode({data}, altchars=b"-_")', f'codecs.getincrementaldecoder("utf-8")("replace").decode({data if data != "\'text\'" else "b\'x\'"})'])


def texts(dice):
    w, v = words(dice), words(dice)
    return dice.pick([
        f'shlex.split({dice.pick([w, repr("a \'b c\' d"), repr("x=\"y z\" # c"), repr("a\\\\ b"), repr("\'open")])})', f'shlex.quote({w})', f'shlex.join([{w}, {v}])', f'html.escape({w})', f"html.unescape({dice.pick([repr('&lt;b&gt;&amp;&eacute;'), repr('&#65;&#x42;&nope;'), repr('&notit;'), repr('&#0;&#128;')])})", f'urllib.parse.quote({w})', f'urllib.parse.unquote({w})', f"urllib.parse.urlsplit({dice.pick([repr('http://u:p@h.com:80/p/a;x?q=1&r#f'), repr('//h/p'), repr('mailto:a@b'), repr('http://[::1]:x/'), w])})", f"urllib.parse.parse_qs({dice.pick([repr('a=1&b=2&a=3'), repr('a&b='), repr('x=%20+y')])})", f'urllib.parse.urlencode({{"a": {w}, "b": [1, 2]}}{dice.pick(["", ", doseq=True"])})', f"urllib.parse.urljoin('http://a/b/c', {dice.pick([repr('d'), repr('../e'), repr('/f'), repr('?q'), repr('//g/h')])})",
        f'fnmatch.fnmatch({w}, {dice.pick([repr("a*"), repr("*[0-9]*"), repr("?bc"), repr("[!a]*")])})', f'fnmatch.translate({dice.pick([repr("a*b?"), repr("[!x]*"), repr("[a"), repr("**")])})', f'difflib.get_close_matches({w}, [{v}, "abc", "Hello"])', f'list(difflib.ndiff([{w}, "b"], [{v}, "b"]))', f'list(difflib.unified_diff([{w}, "b", "c"], [{v}, "c"], lineterm=""))', f'difflib.SequenceMatcher(None, {w}, {v}).ratio()', f'difflib.SequenceMatcher(None, {w}, {v}).get_opcodes()', f'unicodedata.normalize({dice.pick([repr(x) for x in ("NFC", "NFD", "NFKC", "NFKD")])}, {w})', f'[unicodedata.category(c) for c in {w}]', f'[unicodedata.name(c, "?") for c in {w}]', f'unicodedata.numeric({dice.pick([repr("½"), repr("5"), repr("x")])}, None)', f'[unicodedata.east_asian_width(c) + unicodedata.bidirectional(c) for c in {w}]',
        f'string.capwords({w})', f'pprint.pformat({value(dice, 3)}, width={dice.pick("10 20 80")})', f'pprint.pformat({value(dice, 3)}, {dice.pick(["indent=2", "depth=1", "compact=True", "sort_dicts=False", "underscore_numbers=True"])})', f'ast.literal_eval({dice.pick([repr("[1, (2,), {3: 4}]"), repr("1 + 2j"), repr("f(1)"), repr("{1, 2}"), repr("-5"), repr("x")])})', f'ast.unparse(ast.parse({dice.pick([repr("a = b if c else d"), repr("f(*a, **b)[1:2]"), repr("lambda x, /, y=1, *z: x ** -y"), repr("async def f(): await x"), repr("with a as b, c: pass"), repr("x: int = 3; del y, z"), repr("f\'{a!r:>{b}}\'"), repr("match x:\n case [1, *_]: pass"), repr("not (a and b) or -c ** d"), repr("(yield)"), repr("[*a, b for c in d]")])}))', f'ast.dump(ast.parse({dice.pick([repr("a + 1"), repr("f(x=1)"), repr("x[1:2, ...]"), repr("a < b <= c")])}))', f'keyword.iskeyword({w}), keyword.issoftkeyword("match")', f'textwrap.dedent({w})', f'ascii({w}) + repr({v})', f'{w}.casefold() == {v}.casefold()', f'locale.format_string("%d %.2f", (12345, 2.5), grouping=True)', f'list(tokenize.generate_tokens(io.StringIO({dice.pick([repr("a = 1 # c\\n"), repr("f(x)\\n"), repr("if x:\\n  y\\n")])}).readline))[1][:4]', f'bytes({w}, "utf-8").translate(bytes.maketrans(b"ab", b"xy"))', f'colorsys.rgb_to_hsv({dice.below(9) / 8}, 0.5, {dice.below(9) / 8})',
    ])


TOPICS = {
    're': ('re', re), 'struct': ('struct', struct), 'json': ('json', json), 'csv': ('csv, io', csv), 'textwrap': ('textwrap', textwrap), 'encodings': ('base64, binascii, zlib, quopri, hashlib, codecs', encodings),
    'texts': ('shlex, html, urllib.parse, fnmatch, difflib, unicodedata, string, pprint, ast, keyword, textwrap, locale, tokenize, io, colorsys', texts),
}
