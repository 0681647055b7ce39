# Encodings that only the registry of codecs knows, through open() and TextIOWrapper.
import io
import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, 'file.txt')
for encoding, text in [('cp1252', 'naïve € “quoted”\r\nline 2\n'), ('iso-8859-15', 'prix: 5 €\nÿ\n'), ('koi8-r', 'Привет\nмир\n'), ('shift_jis', '日本語\nテスト\n')]:
    with open(path, 'w', encoding=encoding, newline='') as f:
        print(f.write(text), f.encoding, f.mode, isinstance(f, io.TextIOBase))
    with open(path, 'rb') as f:
        print(f.read())
    with open(path, encoding=encoding) as f:
        print(f.readline(), f.tell() > 0, f.read(), list(f), f.closed)
    with open(path, encoding=encoding, newline='') as f:
        print(list(f))
    with open(path, 'a', encoding=encoding) as f:
        print('more', file=f)
    print(io.TextIOWrapper(open(path, 'rb'), encoding=encoding).readlines())
for wrong in ['no-such-codec', 'rot13']:
    try:
        open(path, encoding=wrong)
    except LookupError as e:
        print(type(e).__name__, e)
try:
    with open(path, 'w', encoding='cp1252') as f:
        f.write('日')
except UnicodeEncodeError as e:
    print(e)
with open(path, 'w', encoding='cp1252', errors='xmlcharrefreplace') as f:
    f.write('日')
print(open(path, 'rb').read())
os.remove(path)
os.rmdir(folder)
