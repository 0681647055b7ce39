def greet(name):
    return name


greet("Ada", "Bob")
