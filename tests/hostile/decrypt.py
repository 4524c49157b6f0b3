"""Reads a registry file without SQLCipher: Python's own hashlib and sqlite3, AES by the openssl command.

    decrypt.py FILE KEY_HEX OUT     exit 0: every page authentic, OUT is a plain database
                                    exit 3: the key does not fit or a page is not authentic
"""
import hashlib, hmac, sqlite3, struct, subprocess, sys

PAGE, RESERVED, SALT, IV, MAC = 4096, 80, 16, 16, 64
path, key, out = sys.argv[1], bytes.fromhex(sys.argv[2]), sys.argv[3]
data = open(path, "rb").read()
if len(data) % PAGE:
    sys.exit(3)
mac_salt = bytes(b ^ 0x3A for b in data[:SALT])
mac_key = hashlib.pbkdf2_hmac("sha512", key, mac_salt, 2, 32)
plain = bytearray()
for number in range(1, len(data) // PAGE + 1):
    page = data[(number - 1) * PAGE : number * PAGE]
    start = SALT if number == 1 else 0
    body, iv = page[start : PAGE - RESERVED], page[PAGE - RESERVED : PAGE - RESERVED + IV]
    tag = page[PAGE - RESERVED + IV : PAGE - RESERVED + IV + MAC]
    wanted = hmac.new(mac_key, body + iv + struct.pack("<I", number), hashlib.sha512).digest()
    if not hmac.compare_digest(tag, wanted):
        sys.exit(3)
    done = subprocess.run(
        ["openssl", "enc", "-d", "-aes-256-cbc", "-nopad", "-K", key.hex(), "-iv", iv.hex()],
        input=body, capture_output=True)
    if done.returncode:
        sys.exit(4)
    head = b"SQLite format 3\0" if number == 1 else b""
    plain += head + done.stdout + page[PAGE - RESERVED :]
open(out, "wb").write(plain)
conn = sqlite3.connect(out)
print(conn.execute("PRAGMA integrity_check").fetchone()[0])
print(conn.execute("SELECT name FROM person WHERE file_no = 'A1'").fetchone()[0])
