"""Where the server listens, and where it refuses to."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import FastAPI

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.server.listening import AddressWrongError, PortTakenError, TlsNeededError, bind, http_server
from agent_desktop.settings import ServerSettings
from tests.server.support import serving, settings_for_tests


def _server(**keys: Any) -> ServerSettings:
    return settings_for_tests(server=keys).server


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_beyond_this_computer_the_server_speaks_tls_or_not_at_all(host: str) -> None:
    with pytest.raises(TlsNeededError) as refused:
        bind(_server(host=host))

    assert (refused.value.code, refused.value.details) == (ErrorCode.TLS_NEEDED, {"host": host})


def test_a_port_that_another_program_has_is_named() -> None:
    with bind(_server()) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortTakenError) as refused:
            bind(_server(port=port))

    assert refused.value.details == {"host": "127.0.0.1", "port": port}


@pytest.mark.parametrize(
    "keys",
    [
        {"host": "no.such.host.example.invalid"},
        {"host": "0.0.0.0", "tls_certificate": "missing.pem", "tls_key": "missing.pem"},
    ],
)
def test_an_address_or_certificate_that_is_not_there_is_named_by_its_setting(keys: dict[str, str]) -> None:
    with pytest.raises(AddressWrongError) as refused:
        bind(_server(**keys))

    assert str(refused.value.details["key"]).startswith("server.")


def test_every_connection_sends_small_answers_at_once() -> None:
    """TCP_NODELAY, which asyncio sets only on sockets whose protocol says TCP."""
    with bind(_server()) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_streams_are_not_compressed_and_idle_carriers_are_kept() -> None:
    config = http_server(FastAPI(), _server()).config

    assert config.ws_per_message_deflate is False
    assert config.timeout_keep_alive > 60
    assert config.access_log is False


def test_with_a_certificate_the_server_speaks_https(tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    _make_certificate(certificate, key)
    app = FastAPI()

    @app.get("/v1/health")
    def health() -> str:
        return "well"

    settings = settings_for_tests(server={"tls_certificate": str(certificate), "tls_key": str(key)})
    with serving(app, settings) as origin:
        trusted = ssl.create_default_context(cafile=str(certificate))
        answer = httpx.get(f"{origin}/v1/health", verify=trusted, trust_env=False, timeout=15)

    assert origin.startswith("https://")
    assert answer.json() == "well"


def _make_certificate(certificate: Path, key: Path) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
