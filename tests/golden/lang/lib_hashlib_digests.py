# Digests of the hash modules, and the texts of their errors.
import hashlib, hmac
for n in sorted(hashlib.algorithms_guaranteed):
    h = hashlib.new(n, b"abc")
    print(n, h.digest(5).hex() if "shake" in n else h.hexdigest())
print(hmac.new(b"k", b"m", "sha256").hexdigest(), hashlib.pbkdf2_hmac("sha1", b"p", b"s", 3).hex())
for f in (lambda: hashlib.md5("x"), lambda: hashlib.md5(1), lambda: hashlib.blake2b(digest_size=0)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
