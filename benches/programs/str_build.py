# group: data
# what: str building, formatting, splitting, joining
# target: 1.3
def run(n):
    out = ""
    parts = []
    for i in range(n):
        out += "ab"
        parts.append(f"{i:05d}:{i * 1.5:.2f}")
        parts.append("%s-%d" % ("x", i))
    text = ",".join(parts)
    fields = text.split(",")
    upper = [field.strip().upper().replace("X", "yy") for field in fields]
    return len(out), len(text), sum(len(field) for field in upper), upper[-1]


print(*run(450_000))
