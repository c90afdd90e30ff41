# damage.py - for tests: bytes that are damaged here and there.
# SPDX-License-Identifier: BSD-2-Clause

import random

# What JSON does not expect, or not there.
PIECES = [b'"', b'{', b']', b'null', b'-1', b'1e999', b'\\u0000', b'\xff',
          b'[]', b'{}', b'true', b'"x":', b',', b'<b>', b'\\u202e', b'9' * 40,
          b'\0', b'\xed\xa0\x80', b'1e308', b'"alpha.holds"']


def damaged(whole, pieces=PIECES):
    """WHOLE with a byte, a stretch or a member replaced, left out or put in,
    once or up to thirty times, or cut off."""
    text = bytearray(whole)
    for _ in range(random.choice((1, 1, 2, 5, 30))):
        if not text:
            break
        at = random.randrange(len(text))
        what = random.randrange(5)
        if what == 0:
            text[at] = random.randrange(256)
        elif what == 1:
            del text[at:at + random.randrange(1, 60)]
        elif what == 2:
            text[at:at] = random.choice(pieces)
        elif what == 3 and random.random() < .2:
            del text[at:]
        else:
            end = max(text.find(b',', at), at + 1)
            text[at:end] = random.choice(pieces)
    return text
