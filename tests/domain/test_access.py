"""The permission table, spelled out a second time by hand: whoever changes one of the two has to mean it."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from domain.access import PERMISSIONS, Permission, Principal, Role, outranks
from domain.errors import ForbiddenError

# One line per permission: owner, admin, editor, reviewer, viewer.
TABLE = """
organisation:read    yes yes yes yes yes
organisation:write   yes yes no  no  no
organisation:delete  yes no  no  no  no
members:read         yes yes yes yes no
members:write        yes yes no  no  no
keys:read            yes yes no  no  no
keys:write           yes yes no  no  no
audit:read           yes yes no  no  no
projects:read        yes yes yes yes yes
projects:write       yes yes yes no  no
media:read           yes yes yes yes yes
media:write          yes yes yes no  no
jobs:read            yes yes yes yes yes
jobs:write           yes yes yes no  no
reviews:decide       yes yes yes yes no
clips:write          yes yes yes no  no
brands:read          yes yes yes yes yes
brands:write         yes yes yes no  no
"""
ROLES = ("owner", "admin", "editor", "reviewer", "viewer")
CASES = [
    (role, words[0], answer == "yes")
    for words in (line.split() for line in TABLE.strip().splitlines())
    for role, answer in zip(ROLES, words[1:], strict=True)
]


@pytest.mark.parametrize(("role", "permission", "allowed"), CASES)
def test_each_role_may_do_what_the_table_says(role: str, permission: str, allowed: bool):
    principal = Principal("org_a", "usr_a", "user", PERMISSIONS[Role(role)])
    if allowed:
        principal.require(Permission(permission))
    else:
        with pytest.raises(ForbiddenError, match=permission) as refusal:
            principal.require(Permission(permission))
        assert refusal.value.code == "auth.forbidden"


def test_the_table_knows_every_role_and_every_permission():
    assert set(ROLES) == {role.value for role in Role} == {role.value for role in PERMISSIONS}
    assert [line.split()[0] for line in TABLE.strip().splitlines()] == [permission.value for permission in Permission]


def test_the_page_on_security_shows_this_table():
    page = (Path(__file__).parents[2] / "docs" / "security.md").read_text()
    for line in TABLE.strip().splitlines():
        permission, *answers = line.split()
        cells = " | ".join("yes" if answer == "yes" else "" for answer in answers)
        assert f"| `{permission}` | {cells} |" in page


def test_each_role_may_do_all_that_the_one_below_may():
    for higher, lower in zip(list(Role), list(Role)[1:], strict=False):
        assert PERMISSIONS[higher] > PERMISSIONS[lower]


def test_cutdown_itself_may_do_everything_for_its_organisation_and_nobody_else_is_called_system():
    system = Principal.system("org_a")
    assert (system.org_id, system.actor_id, system.actor_kind) == ("org_a", "system", "system")
    assert system.permissions == frozenset(Permission)


def test_without_permissions_nothing_is_allowed():
    nobody = Principal("org_a", "usr_a", "user", frozenset())
    for permission in Permission:
        with pytest.raises(ForbiddenError):
            nobody.require(permission)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("other", ROLES)
def test_a_role_outranks_itself_and_those_after_it(role: str, other: str):
    assert outranks(Role(role), Role(other)) is (ROLES.index(role) <= ROLES.index(other))


def test_nobody_can_be_given_more_after_they_were_let_in():
    viewer = Principal("org_a", "usr_a", "user", PERMISSIONS[Role.VIEWER])
    with pytest.raises(FrozenInstanceError):
        viewer.permissions = frozenset(Permission)
