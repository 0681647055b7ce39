import csv


def rows(*lines, **named):
    try:
        print(list(csv.reader(lines, **named)))
    except (csv.Error, ValueError) as error:
        print(type(error).__name__, error)


rows('a,b\r\n', '"x, ""y""",\n', '"two\n', 'lines",z')
rows('a"b",c', '"a"b', '', ',')
rows('"a"b', strict=True)
rows('"a', strict=True)
rows('a\nb')
rows(b'a')
rows('1,"2",,"",x', quoting=csv.QUOTE_NOTNULL)
rows('1,"2",,""', quoting=csv.QUOTE_STRINGS)
rows('1,x', quoting=csv.QUOTE_NONNUMERIC)
rows('aéb é c', delimiter='é', skipinitialspace=True)
rows("'a,b';c\\;d", delimiter=';', quotechar="'", escapechar='\\')
rows('"a"', quoting=csv.QUOTE_NONE)
old = csv.field_size_limit(3)
rows('abcd')
print(csv.field_size_limit(old))
