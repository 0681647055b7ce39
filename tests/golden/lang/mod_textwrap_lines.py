import textwrap as t

text = "The quick-witted brown fox--jumps over 1-2-3 the lazy dog's well-known back, e-mail me: a_very_long_identifier_that_does_not_fit_anywhere --option -x. Dr. Who?  Yes! \"Quoted.\" End--of-- it"
for w in (10, 20, 33, 70):
    print(w, t.wrap(text, w))
print(t.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(t.wrap(text, 15, break_long_words=False, break_on_hyphens=False), t.wrap("a\tb\n c  d", 10), t.wrap("  lead  in  ", 6, drop_whitespace=False), t.wrap("x. Y z! a. b", 40, fix_sentence_endings=True), t.wrap(""))
print(t.shorten("Hello  world of text", 12), t.shorten("Hello world", 11), t.shorten("Hello world", 10, placeholder="..."), t.wrap(text, 20, max_lines=2), t.wrap(text, 20, max_lines=1, placeholder="~"))
print(repr(t.dedent("\n    a\n      b\n  \t\n    c\n")), repr(t.dedent("\ta\n  b")), repr(t.dedent("  a\n\n   b")), repr(t.indent("a\n\nb\n", "> ")), repr(t.indent("a\n\nb", "+", lambda l: True)))
for bad in (lambda: t.wrap("x", 0), lambda: t.shorten("hello world", 3), lambda: t.wrap("a b c d e", 4, max_lines=1)):
    try:
        print(bad())
    except ValueError as e:
        print(e)
