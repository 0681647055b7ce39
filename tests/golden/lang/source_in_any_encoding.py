# The encoding line may name whatever the registry of codecs knows.
print(eval(b"# coding: koi8-r\n'\xd0\xd2'"), eval(b"# coding: cp949\n'\xaa\xa7'"))
for text in (
    b"# coding: c1252\n1",
    b"# coding: shift-jis\n'\xc4\x85'",
    b"# coding: hex_codec\n1",
    b"#coding:ascii \xc3\xa4\n1",
    b"\xef\xbb\xbf#first\n#coding:iso-8859-15\n1",
    b"#first\n#second\xa4\n1",
    b"#coding: utf8\n#third\xa4\n1",
):
    try:
        eval(text)
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset)
