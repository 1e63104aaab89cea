"""What a user of openapi-python-client writes: a key is created, works, is revoked and is refused."""

import json
import os

from keyward_client import AuthenticatedClient, Client
from keyward_client.api.keys import create_key, get_key, revoke_key
from keyward_client.api.verification import verify_key
from keyward_client.models import (
    ChangedKeyAnswer,
    CreateKeyBody,
    CreateKeyBodyScope,
    KeyWithSecretAnswer,
    Problem404,
    Problem404Code,
    RevokeBody,
    VerifyAccepted,
    VerifyRefused,
    VerifyRequest,
)
from keyward_client.types import Unset
from typing_extensions import assert_type

ADDRESS = os.environ["KEYWARD_URL"]
person = AuthenticatedClient(base_url=ADDRESS, token=os.environ["USER_TOKEN"])
service = AuthenticatedClient(base_url=ADDRESS, token=os.environ["SERVICE_TOKEN"])


def verdict_on(secret: str) -> str:
    verdict = verify_key.sync(client=service, body=VerifyRequest(key=secret, permission="reports.view"))
    if isinstance(verdict, VerifyAccepted):
        return f"{verdict.code} {verdict.scope}"
    assert isinstance(verdict, VerifyRefused), verdict
    return str(verdict.code)


body = CreateKeyBody(name="Weekly Report", scope=CreateKeyBodyScope.READ_ONLY)
created = create_key.sync(client=person, body=body)
assert isinstance(created, KeyWithSecretAnswer), created
assert not isinstance(created.secret, Unset)
while_in_force = verdict_on(created.secret)

revoked = revoke_key.sync(client=person, key_id=created.key.key_id, body=RevokeBody(reason="tried out"))
assert isinstance(revoked, ChangedKeyAnswer), revoked

missing = get_key.sync(client=person, key_id="key_that_is_not_there")
assert isinstance(missing, Problem404), missing
assert_type(missing.code, Problem404Code)

print(
    json.dumps(
        {
            "while in force": while_in_force,
            "confirmed": revoked.propagation.confirmed,
            "once revoked": verdict_on(created.secret),
            "missing": [missing.status.value, missing.code.value, missing.detail],
        }
    )
)
