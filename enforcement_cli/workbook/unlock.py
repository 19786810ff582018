"""Opens workbooks that have an open password: Excel's own default first, then those supplied.

Comes in: the bytes of an encrypted file and passwords. Goes out: the bytes inside. Refuses to say
which password fitted, to guess one, and to work as long as a hostile file would have it.
"""

import io
from collections.abc import Sequence
from typing import Any

from enforcement_cli.workbook.refusal import Refused

# What Excel encrypts with where only the structure is protected: published, no secret.
_DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105
_MOST_SPINS = 1_000_000  # rounds of hashing a password; Excel writes 100,000
_AES_BLOCK = 16
_HASHES = frozenset({"SHA1", "SHA256", "SHA384", "SHA512"})


def unlock(data: bytes, passwords: Sequence[str] = ()) -> bytes:
    """The file as it was before it was encrypted.

    Raises:
        Refused: no password opens it, or nobody here knows its method (F-02); damaged (F-01).
    """
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    try:
        locked = _open(data)
        for password in (_DEFAULT_PASSWORD, *passwords):
            try:
                return _decrypted(locked, password)
            except InvalidKeyError:
                continue
    except (DecryptionError, FileFormatError) as failure:
        raise Refused("F-02") from failure
    except (Refused, MemoryError):
        raise
    except Exception as failure:  # no list exists of what damaged files make the library raise
        raise Refused("F-01", reason="加密的内容已损坏") from failure
    raise Refused("F-02")


def _open(data: bytes) -> Any:
    """The locked file; DecryptionError where its method is none that can be undone here."""
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError

    locked = OfficeFile(io.BytesIO(data))
    if locked.format == "ooxml" and locked.type == "agile":
        if locked.info["spinValue"] > _MOST_SPINS:
            raise Refused("F-01", reason="加密的参数超出常规")
        ciphered = {len(locked.info[salt]) for salt in ("passwordSalt", "keyDataSalt")}
        if locked.info["passwordHashAlgorithm"] not in _HASHES or ciphered != {_AES_BLOCK}:
            raise DecryptionError("no AES with a hash that is known here")
    return locked


def _decrypted(locked: Any, password: str) -> bytes:
    """The plain bytes; the library's InvalidKeyError where the password is another."""
    if locked.format == "ooxml" and locked.type == "agile":
        # Its verification knows only hashes and keys of whole blocks; what comes out being a
        # package, which the library looks at, verifies the password as well.
        locked.load_key(password=password)
        locked.secret_key = locked.secret_key[: locked.info["passwordKeyBits"] // 8]
    elif locked.format == "ooxml":
        locked.load_key(password=password, verify_password=True)
    else:
        locked.load_key(password=password)
    plain = io.BytesIO()
    locked.decrypt(plain)
    return plain.getvalue()
