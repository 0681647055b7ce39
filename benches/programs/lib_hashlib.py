# group: library
# what: hashlib: 40 MB through sha256, blake2b and md5, and 100,000 short ones
# target: 1.0
import hashlib

block = bytes(range(256)) * 4096
for name in ("sha256", "blake2b", "md5", "sha1"):
    h = hashlib.new(name)
    for _ in range(10):
        h.update(block)
    print(name, h.hexdigest()[:16])
print(sum(hashlib.sha256(b"%d" % i).digest()[0] for i in range(100000)))
