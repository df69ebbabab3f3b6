"""Who to sign in as: seven people, one for each way of working, and where each begins."""

from dataclasses import dataclass

from demo.accounts import demo_password, password_file
from linli.base.accounts.models import Account
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.registers.people.models import Person


@dataclass(frozen=True, slots=True)
class Role:
    """One of the seven: user name, what they are, and the address they begin at."""

    username: str
    zh: str
    en: str
    begins: str


SEVEN = (
    Role("resident", "居民", "resident", "/my/"),
    Role("grid", "网格员", "grid worker", "/desk/"),
    Role("secretary", "社区书记", "community secretary", "/desk/"),
    Role("street", "街道办事员", "street clerk", "/desk/"),
    Role("hotline", "热线工单台", "hotline desk", "/desk/hotline/"),
    Role("leader", "区领导", "district leader", "/cockpit/"),
    Role("admin", "系统管理员", "administrator", "/desk/"),
)


def introduction(address: str = "") -> str:
    """The seven as text, in Chinese and English; says how to load the city where it isn't."""
    names = _names()
    if not names:
        return "还没有演示数据，请运行 ./dev demo。 / There is no demo city yet: run ./dev demo."
    lines = ["演示账号（数据都是编的） / Who to sign in as (all people are invented)", ""]
    for role in SEVEN:
        who = f"{role.zh} {names.get(role.username, '')}".strip()
        lines.append(f"  {role.username:<11}{_padded(who, 18)}{role.en:<21}{address}{role.begins}")
    lines += ["", f"  密码 / password: {demo_password()}   ({password_file()})"]
    lines.append("  第二步的验证码会自动填好 / the second step's code is filled in; also: python -m demo code NAME")
    lines.append(
        "  其他账号 / more accounts: tuanjieli-secretary, renminli-grid1, mediator, mediation-head, street-mediator,"
        "\n    county-mediator, police-station, justice-station, desk, city, callback-lead, caller, caller2 …"
    )
    return "\n".join(lines)


def _names() -> dict[str, str]:
    with walls.acting(Actor.system("demo.whoami")):
        people = dict(
            Account.objects.filter(username__in=[role.username for role in SEVEN]).values_list("username", "person_id")
        )
        names = dict(
            Person.objects.filter(id__in=[person for person in people.values() if person]).values_list("id", "name")
        )
    return {username: names.get(person, "") for username, person in people.items() if person}


def _padded(text: str, width: int) -> str:
    """Chinese characters are two columns wide in a terminal."""
    columns = sum(2 if ord(character) > 0x2E80 else 1 for character in text)
    return text + " " * max(width - columns, 1)
