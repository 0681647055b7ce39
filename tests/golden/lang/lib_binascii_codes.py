import binascii

print(binascii.b2a_base64(b'abcde'), binascii.b2a_base64(b'', newline=False), binascii.a2b_base64('YW Jj!ZA=='), binascii.hexlify(b'abcd', '-', 2), binascii.unhexlify('aBCd'))
print(binascii.b2a_uu(b'Cat\0'), binascii.b2a_uu(b'', backtick=True), binascii.a2b_uu('$0V%T``\n'), binascii.crc32(b'hello', 5), binascii.crc_hqx(b'hello', 7))
print(binascii.b2a_qp(b'a=b \n.\n\xff_' + b'x' * 80), binascii.b2a_qp(b'a b', header=True), binascii.a2b_qp('a=3Db=\nc_', header=True))
for text in 'YQ', 'Y', 'YQ==YQ==', '=YQ=', 'Y=Q=', 'Y Q==', 'é':
    for strict in False, True:
        try:
            print(binascii.a2b_base64(text, strict_mode=strict))
        except ValueError as error:
            print(type(error).__name__, error)
for function, data in (binascii.unhexlify, 'abc'), (binascii.unhexlify, 'xx'), (binascii.a2b_uu, '!80 x'), (binascii.b2a_uu, b'a' * 46), (binascii.a2b_uu, ''), (binascii.hexlify, 'a'):
    try:
        print(function(data))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
