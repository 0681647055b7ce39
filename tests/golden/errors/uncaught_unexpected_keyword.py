def greet(name, greeting="hi"):
    return name


greet("Ada", greting="ho")
