"""Parses each mail of a folder as Python's own library does when it is told to be strict, and prints what it
found as JSON, by the name of the file."""

import email
import email.policy
import json
import pathlib
import sys

strict = email.policy.SMTP.clone(raise_on_defect=True)


def facts(raw):
    message = email.message_from_bytes(raw, policy=strict)
    parts = [part for part in message.walk() if not part.is_multipart()]
    defects = [str(defect) for part in message.walk() for defect in part.defects]
    for name in message.keys():
        defects += [f"{name}: {defect}" for header in message.get_all(name) for defect in header.defects]
    addresses = lambda name: [each.addr_spec for each in message[name].addresses] if message[name] else []
    lines = raw.replace(b"\r\n", b"\n").split(b"\n")
    return {
        "defects": defects,
        "names": [name.lower() for name in message.keys()],
        "headers": {name.lower(): str(message[name]) for name in message.keys()},
        "to": addresses("to"),
        "cc": addresses("cc"),
        "date": message["date"].datetime.isoformat(),
        "longest": max(len(line) for line in lines),
        "is_ascii": raw.isascii(),
        "bare": sum(raw.replace(b"\r\n", b"").count(end) for end in (b"\r", b"\n")),
        "parts": [
            {
                "type": part.get_content_type(),
                "charset": part.get_content_charset(),
                "encoding": str(part["content-transfer-encoding"]),
                "text": part.get_content().replace("\r\n", "\n"),
            }
            for part in parts
        ],
    }


print(json.dumps({file.name: facts(file.read_bytes()) for file in sorted(pathlib.Path(sys.argv[1]).iterdir())}))
