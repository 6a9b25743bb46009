"""The demonstration federation, as `gonghui demo --json` describes it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Enterprise:
    code: str
    name: str


@dataclass(frozen=True)
class Union:
    code: str
    name: str
    kind: str
    enterprises: tuple[Enterprise, ...] = ()


@dataclass(frozen=True)
class Account:
    name: str
    password: str
    roles: tuple[str, ...]
    union: str
    totp_secret: str | None = None


@dataclass(frozen=True)
class Member:
    name: str
    document: str
    union: str


@dataclass(frozen=True)
class Federation:
    unions: tuple[Union, ...] = ()
    accounts: tuple[Account, ...] = field(default=())
    members: tuple[Member, ...] = field(default=())

    @staticmethod
    def read(described: dict) -> "Federation":
        return Federation(
            unions=tuple(
                Union(
                    code=union["code"],
                    name=union["name"],
                    kind=union["kind"],
                    enterprises=tuple(Enterprise(e["code"], e["name"]) for e in union.get("enterprises", [])),
                )
                for union in described["unions"]
            ),
            accounts=tuple(
                Account(
                    name=account["name"],
                    password=account["password"],
                    roles=tuple(account["role"].split(",")),
                    union=account["union"],
                    totp_secret=account.get("totpSecret"),
                )
                for account in described["accounts"]
            ),
            members=tuple(Member(m["name"], m["document"], m["union"]) for m in described.get("members", [])),
        )

    def account(self, role: str, union: str | None = None) -> Account:
        """The first account with that role, of the union with that code if one is given."""
        for account in self.accounts:
            if role in account.roles and union in (None, account.union):
                return account
        raise LookupError(f"the demonstration has no account with the role {role} in {union or 'any union'}")

    def member(self, union: str) -> Member:
        """The first member of a union, by the name of its clerk's account, who can sign in for himself."""
        for member in self.members:
            if member.union == union:
                return member
        raise LookupError(f"the demonstration has no member of {union}")

    def union(self, code: str) -> Union:
        for union in self.unions:
            if union.code == code:
                return union
        raise LookupError(f"the demonstration has no union {code}")
