f'a{x!r:>{w}}b{y}' 'c'
f'{a = }{b:x{c}y}'
