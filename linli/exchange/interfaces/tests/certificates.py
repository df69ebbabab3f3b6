"""Certificates for servers of tests: an authority, and what it vouches for, made anew each time and written nowhere else."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

HOST = "127.0.0.1"


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


@dataclass(frozen=True)
class Authority:
    """Whoever trusts `file` trusts the servers made here."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def file(self) -> Path:
        """Its certificate, as SSL_CERT_FILE names one."""
        return self.folder / "authority.pem"

    def vouch(self, *, name: str = HOST, days: int = 1) -> Path:
        """A certificate with its key for an address; it ends in `days` (below nought: it has run out)."""
        key = ec.generate_private_key(ec.SECP256R1())
        address = x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))])
        plain = _begun(name, self.certificate.subject, key, days).add_extension(address, critical=False)
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file = self.folder / f"{name}-{days}.pem"
        file.write_bytes(private + plain.sign(self.key, SHA256()).public_bytes(Encoding.PEM))
        return file


def server_with(certificate: Path) -> ssl.SSLContext:
    """A server's side of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def _begun(name: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days))
    )


def authority(folder: Path) -> Authority:
    """A new one, that nobody trusts yet."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = "Linli tests"
    is_authority = x509.BasicConstraints(ca=True, path_length=0)
    made = _begun(name, _named(name), key, 2).add_extension(is_authority, critical=True).sign(key, SHA256())
    own = Authority(folder, key, made)
    own.file.write_bytes(made.public_bytes(Encoding.PEM))
    return own
