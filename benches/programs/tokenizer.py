# group: data
# what: a JSON-like tokenizer, character by character
# target: 1.3
def tokens(text):
    i, n = 0, len(text)
    while i < n:
        c = text[i]
        if c in " \n,:":
            i += 1
        elif c in "{}[]":
            yield c
            i += 1
        elif c == '"':
            j = text.index('"', i + 1)
            yield text[i + 1:j]
            i = j + 1
        else:
            j = i
            while j < n and (text[j].isalnum() or text[j] in "+-."):
                j += 1
            word = text[i:j]
            yield {"true": True, "false": False, "null": None}.get(word, word)
            i = j


row = '{"name": "hoop", "size": 12345, "list": [1, 2.5, -3e10, true, null], "deep": {"a": {"b": []}}}\n'
count = words = 0
for token in tokens(row * 50_000):
    count += 1
    if isinstance(token, str):
        words += len(token)
print(count, words)
