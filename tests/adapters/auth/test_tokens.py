"""Access tokens under attack: each forged, borrowed or outdated one is refused; and the keys behind them."""

import asyncio
import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from adapters.auth.key_ring import AGE, KEPT, NOTICE, KeyRing, StoredKey
from adapters.auth.key_store import DbKeyStore
from adapters.auth.tokens import AUDIENCE, JwtTokens
from adapters.db.engine import open_engine
from domain.errors import PermanentError, UnauthorizedError
from tests.conftest import Database

SECRET = "a secret of the tests"


class MemoryKeys:
    """Keeps keys as the record does; `reads` counts how often it was asked."""

    def __init__(self) -> None:
        self.keys: list[StoredKey] = []
        self.reads = 0

    async def signing_keys(self) -> list[StoredKey]:
        self.reads += 1
        return sorted(self.keys, key=lambda key: key.created_at, reverse=True)

    async def add_signing_key(self, key: StoredKey, newest_before: datetime) -> bool:
        if any(kept.created_at >= newest_before for kept in self.keys):
            return False
        self.keys.append(key)
        return True

    async def drop_signing_keys(self, older_than: datetime) -> int:
        newest = max(key.created_at for key in self.keys)
        self.keys = [key for key in self.keys if key.created_at >= older_than or key.created_at == newest]
        return 0

    def age(self, by: timedelta) -> None:
        self.keys = [StoredKey(k.kid, k.sealed, k.public, k.created_at - by) for k in self.keys]


@pytest.fixture
def store() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def ring(store: MemoryKeys) -> KeyRing:
    return KeyRing(store, SECRET)


@pytest.fixture
def tokens(ring: KeyRing) -> JwtTokens:
    return JwtTokens(ring, "cutdown")


def parts(token: str) -> tuple[dict, dict]:
    return tuple(json.loads(base64.urlsafe_b64decode(part + "==")) for part in token.split(".")[:2])


def b64(data: bytes | dict) -> str:
    raw = json.dumps(data).encode() if isinstance(data, dict) else data
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


async def signed(ring: KeyRing, header: dict | None = None, **claims: object) -> str:
    """A token that is signed rightly and says something else; a claim of None is left out."""
    key = await ring.signing()
    now = datetime.now(UTC)
    said = {"iss": "cutdown", "aud": AUDIENCE, "sub": "usr_a", "sid": "ses_a", "org": "org_a", "iat": now, "nbf": now}
    said |= {"exp": now + timedelta(minutes=5), "jti": "x"} | claims
    said = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(said, key.private, algorithm="EdDSA", headers={"kid": key.kid, "typ": "at+jwt"} | (header or {}))


async def refused(tokens: JwtTokens, token: str, code: str = "auth.invalid") -> None:
    with pytest.raises(UnauthorizedError) as refusal:
        await tokens.verify(token)
    assert refusal.value.code == code


async def test_an_issued_token_says_who_and_for_which_organisation_for_a_quarter_of_an_hour(tokens):
    token, seconds = await tokens.issue("usr_a", "ses_a", "org_a")
    claims = await tokens.verify(token)
    assert (claims.user_id, claims.session_id, claims.org_id, seconds) == ("usr_a", "ses_a", "org_a", 900)
    header, body = parts(token)
    assert (header["alg"], header["typ"]) == ("EdDSA", "at+jwt")
    assert body["exp"] - body["iat"] == 900
    other, _ = await tokens.issue("usr_a", "ses_a", "org_a")
    assert parts(other)[1]["jti"] != body["jti"]


async def test_a_token_as_the_attacks_build_them_passes_when_nothing_is_wrong_with_it(tokens, ring):
    assert (await tokens.verify(await signed(ring))).user_id == "usr_a"


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "sid", "org", "iat", "nbf", "exp", "jti"])
async def test_each_claim_has_to_be_there(tokens, ring, claim):
    await refused(tokens, await signed(ring, **{claim: None}))


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-api"},
        {"aud": [AUDIENCE, "another-api"]},
        {"iss": "somebody"},
        {"iss": ""},
        {"iss": "cutdown "},
        {"nbf": datetime.now(UTC) + timedelta(hours=1)},
        {"iat": datetime.now(UTC) + timedelta(hours=1)},
        {"exp": "tomorrow"},
        {"sub": 7},
        {"org": 7},
        {"sid": ["ses_a"]},
    ],
)
async def test_claims_that_are_not_for_us_or_not_yet_or_of_another_kind_are_refused(tokens, ring, claims):
    await refused(tokens, await signed(ring, **claims))


async def test_an_expired_token_is_told_so(tokens, ring):
    past = datetime.now(UTC) - timedelta(minutes=1)
    await refused(tokens, await signed(ring, exp=past, nbf=past, iat=past), "auth.expired")


@pytest.mark.parametrize("typ", ["JWT", "refresh+jwt", None])
async def test_a_token_of_another_kind_is_no_access_token(tokens, ring, typ):
    await refused(tokens, await signed(ring, {"typ": typ}))


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE", ""])
@pytest.mark.parametrize("signature", ["", "AAAA"])
async def test_an_unsigned_token_is_refused(tokens, alg, signature):
    header, body = parts((await tokens.issue("usr_a", "ses_a", "org_a"))[0])
    await refused(tokens, f"{b64(header | {'alg': alg})}.{b64(body)}.{signature}")


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.Raw])
async def test_the_public_key_is_not_taken_for_a_shared_secret(tokens, ring, encoding):
    header, body = parts((await tokens.issue("usr_evil", "ses_a", "org_a"))[0])
    form = PublicFormat.Raw if encoding is Encoding.Raw else PublicFormat.SubjectPublicKeyInfo
    secret = (await ring.signing()).private.public_key().public_bytes(encoding, form)
    said = f"{b64(header | {'alg': 'HS256'})}.{b64(body)}"
    await refused(tokens, f"{said}.{b64(hmac.new(secret, said.encode(), hashlib.sha256).digest())}")


async def test_a_key_that_the_token_brings_along_is_not_looked_at(tokens, ring):
    mine = Ed25519PrivateKey.generate()
    jwk = json.loads(jwt.algorithms.OKPAlgorithm.to_jwk(mine.public_key()))
    kid = (await ring.signing()).kid
    body = {"iss": "cutdown", "aud": AUDIENCE, "sub": "usr_a", "sid": "s", "org": "o", "jti": "x"}
    now = datetime.now(UTC)
    body |= {"iat": now, "nbf": now, "exp": now + timedelta(minutes=5)}
    extras = {
        "jwk": jwk,
        "jku": "http://127.0.0.1:9/jwks.json",
        "x5u": "http://127.0.0.1:9/cert.pem",
        "x5c": [b64(b"certificate")],
    }
    for name, value in extras.items():
        await refused(tokens, jwt.encode(body, mine, "EdDSA", headers={"kid": kid, "typ": "at+jwt", name: value}))
        await refused(tokens, jwt.encode(body, mine, "EdDSA", headers={"kid": "mine", "typ": "at+jwt", name: value}))


@pytest.mark.parametrize(
    "kid", ["unknown", "../../../../dev/null", "' OR 1=1 --", "\x00", "", "a" * 3000, 7, None, ["x"], {"kid": "x"}]
)
async def test_an_odd_key_id_opens_nothing(tokens, kid):
    header, body = parts((await tokens.issue("usr_a", "ses_a", "org_a"))[0])
    await refused(tokens, f"{b64(header | {'kid': kid})}.{b64(body)}.{b64(bytes(64))}")


async def test_a_changed_token_is_refused(tokens):
    token, _ = await tokens.issue("usr_a", "ses_a", "org_a")
    head, body, signature = token.split(".")
    said = parts(token)[1]
    await refused(tokens, f"{head}.{b64(said | {'org': 'org_b'})}.{signature}")
    await refused(tokens, f"{head}.{body}.{signature[:-4]}AAAA")
    for junk in ("", ".", "..", "a.b", "a.b.c", token[:-1] + "\x00", token + "." + signature, "é" * 10, "x" * 100_000):
        await refused(tokens, junk)


async def test_a_strangers_key_ids_do_not_make_us_read_the_keys_each_time(tokens, store):
    token, _ = await tokens.issue("usr_a", "ses_a", "org_a")
    header, body = parts(token)
    before = store.reads
    for number in range(50):
        await refused(tokens, f"{b64(header | {'kid': f'made up {number}'})}.{b64(body)}.{b64(bytes(64))}")
    assert store.reads - before <= 1


async def test_a_new_key_is_published_before_it_signs_and_the_old_one_until_its_tokens_have_ended(store):
    first = KeyRing(store, SECRET)
    old, _ = await JwtTokens(first, "cutdown").issue("usr_a", "ses_a", "org_a")
    assert not await first.rotate()
    store.age(AGE + timedelta(days=1))
    assert await first.rotate()
    assert len(store.keys) == 2

    tokens = JwtTokens(KeyRing(store, SECRET), "cutdown")
    kids = [key["kid"] for key in await tokens.jwks()]
    assert len(kids) == 2
    during, _ = await tokens.issue("usr_a", "ses_a", "org_a")
    assert parts(during)[0]["kid"] == parts(old)[0]["kid"]

    store.age(NOTICE)
    tokens = JwtTokens(KeyRing(store, SECRET), "cutdown")
    new, _ = await tokens.issue("usr_a", "ses_a", "org_a")
    assert parts(new)[0]["kid"] == kids[0] != parts(old)[0]["kid"]
    for token in (old, during, new):
        assert (await tokens.verify(token)).user_id == "usr_a"

    store.age(KEPT - AGE)
    ring = KeyRing(store, SECRET)
    await ring.rotate()
    tokens = JwtTokens(ring, "cutdown")
    await tokens.verify(new)
    await refused(tokens, old)


async def test_what_is_published_holds_no_private_half_and_verifies_elsewhere(tokens):
    token, _ = await tokens.issue("usr_a", "ses_a", "org_a")
    (published,) = await tokens.jwks()
    assert set(published) == {"kty", "crv", "x", "kid", "use", "alg"}
    key = jwt.PyJWK(published).key
    assert jwt.decode(token, key, algorithms=["EdDSA"], audience=AUDIENCE)["sub"] == "usr_a"


async def test_the_record_holds_keys_under_seal_and_another_secret_does_not_open_them(store, tokens):
    await tokens.issue("usr_a", "ses_a", "org_a")
    assert "ENCRYPTED PRIVATE KEY" in store.keys[0].sealed
    with pytest.raises(PermanentError, match=r"auth\.secret_changed"):
        await JwtTokens(KeyRing(store, "another secret"), "cutdown").issue("usr_a", "ses_a", "org_a")


async def test_of_processes_that_start_at_once_one_makes_the_key_and_all_use_it(database: Database):
    engine = open_engine(database.app_url)
    issuers = [JwtTokens(KeyRing(DbKeyStore(engine), SECRET), "cutdown") for _ in range(8)]
    issued = await asyncio.gather(*(issuer.issue("usr_a", "ses_a", "org_a") for issuer in issuers))
    assert len({parts(token)[0]["kid"] for token, _ in issued}) == 1
    for issuer in issuers:
        for token, _ in issued:
            assert (await issuer.verify(token)).user_id == "usr_a"
    assert await DbKeyStore(engine).drop_signing_keys(datetime.now(UTC) + timedelta(days=1)) == 0
    await engine.dispose()
