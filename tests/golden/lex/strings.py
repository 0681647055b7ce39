s = 'a' "b" r'\n' b"x" rb'\y' '''t
t''' "\"" u'u'
