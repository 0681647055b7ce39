import csv
import io


def row(*fields, **named):
    out = io.StringIO(newline='')
    try:
        csv.writer(out, **named).writerow(fields)
        print(repr(out.getvalue()))
    except csv.Error as error:
        print('Error', error)


row(1, 'a', None, 2.5, True, 'b,c', 'd"e', 'f\ng')
row('')
row()
row(None, quoting=csv.QUOTE_NONE)
for quoting in range(6):
    row('a', 1, None, '', 2.5, quoting=quoting)
row('a"b', quoting=csv.QUOTE_NONE)
row('a"b,c', quoting=csv.QUOTE_NONE, escapechar='\\')
row('a"b', doublequote=False, escapechar='\\')
row('', 1, delimiter=' ', skipinitialspace=True)
row('a!b', lineterminator='x!y')
try:
    csv.writer(io.StringIO()).writerow(5)
except csv.Error as error:
    print(error)
