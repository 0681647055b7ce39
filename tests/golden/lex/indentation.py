if a:
    if b:
        c

    # a comment between
    d
e
