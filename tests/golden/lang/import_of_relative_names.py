import warnings
warnings.simplefilter('always')
import sys
def t(*a,**k):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: print(__import__(*a,**k).__name__)
        except Exception as e: print(type(e).__name__, e)
    for x in w: print('   ',x.category.__name__, x.message)
class S:
    def __init__(s,p): s.parent=p
import email.mime
t('', {'__package__':'email.mime'},{}, ['x'], 2)
t('', {'__package__':42},{}, ['x'], 1)
t('', {'__package__':'email','__spec__':S('emailx')},{}, ['x'], 1)
t('', {'__spec__':S('email.mime')},{}, ['x'], 2)
t('', {'__spec__':S(3)},{}, ['x'], 2)
t('', {'__spec__':None, '__name__':'email.mime.text'},{}, ['x'], 2)
t('', {'__name__':'email.mime','__path__':[]},{}, ['x'], 2)
t('', {'__name__':3},{}, ['x'], 2)
t('sys', level=1)
t('', {}, {}, ['x'], 1)
t('', {'__package__':None,'__spec__':None,'__name__':'email.mime','__path__':[]},{}, ['x'], 2)
t('email', fromlist=[b'a'])
t('a', {'__package__':'','__spec__':None}, level=1)
t('a', {'__package__':'','__spec__':S('')}, level=1)
