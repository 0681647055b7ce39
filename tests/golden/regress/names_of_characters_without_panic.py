import unicodedata

for name in "-", "-A", "latinsmalllettera", "LATIN_SMALL_LETTER_A", "nbsp", "cjk unified ideograph-4e00", "hangul syllable ga", "":
    for find in unicodedata.lookup, lambda n: eval(r"'\N{%s}'" % n):
        try:
            print(ascii(find(name)), end=" ")
        except (KeyError, SyntaxError) as e:
            print(str(e)[:75], end=" ")
    print()
