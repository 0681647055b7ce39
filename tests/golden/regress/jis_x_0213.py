text = '亜か゚ㇷ゚𠀋鬜俱\xa5\u203e'
for encoding in 'euc_jis_2004', 'euc_jisx0213', 'shift_jis_2004', 'shift_jisx0213', 'iso2022_jp_2004', 'iso2022_jp_3':
    data = text.encode(encoding, 'backslashreplace')
    print(encoding, data, data.decode(encoding) == text)
for data in b'\xae\xa1', b'\x8f\xfd\xbb', b'\xa4\xf7':
    print(data.decode('euc_jis_2004'), data.decode('euc_jisx0213', 'replace'))
encoder = __import__('codecs').getincrementalencoder('euc_jis_2004')()
print(encoder.encode('か'), encoder.encode('\u309a'), encoder.encode('か', True))
