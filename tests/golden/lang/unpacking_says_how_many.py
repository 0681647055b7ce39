# How many values there were is told where the length is known.
for text in ('a, b = 1, 2, 3', 'a, b = [1, 2, 3]', 'a, b = {1: 2, 3: 4, 5: 6}', 'a, b = "xyz"', 'a, b = iter((1, 2, 3))', 'a, b = 1,',
             'a, *b, c = 1,', 'a, b = {1, 2, 3}', 'a, b = 5'):
    try:
        exec(text)
    except (ValueError, TypeError) as e:
        print(text, '->', e)
