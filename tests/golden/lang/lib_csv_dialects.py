import csv

for named in (
    {'delimiter': ''}, {'delimiter': 3}, {'quotechar': 'ab'}, {'quoting': 9}, {'quoting': True}, {'quotechar': None, 'quoting': 0}, {'delimiter': '"'}, {'delimiter': '\n'},
    {'lineterminator': None}, {'escapechar': ' ', 'skipinitialspace': True}, {'lineterminator': ','}, {'colour': 1},
):
    try:
        print(csv.reader([], **named).dialect.quoting)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
csv.register_dialect('semi', delimiter=';', quoting=csv.QUOTE_ALL)
print(csv.list_dialects(), csv.get_dialect('semi').delimiter, csv.reader([], 'semi', delimiter='|').dialect.delimiter)
csv.unregister_dialect('semi')
for ask in csv.get_dialect, csv.unregister_dialect:
    try:
        ask('semi')
    except csv.Error as error:
        print(error)
print([d['b'] for d in csv.DictReader(['a,b', '1,2', '3,4'])])
