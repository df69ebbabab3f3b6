"""One day of work, played through the verbs the screens call: filed, signed, handed up and down, answered, rated, reopened."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from demo import campaigning, fetching, greening, quarrel
from demo.cast import Cast
from demo.copying import Report
from demo.scenes import HOLDER, RESIDENT, Beat, Scene, scenes
from demo.spec import CitySpec
from demo.wording import Spot
from linli.affairs.matters import public as matters
from linli.affairs.matters.public import Filed, NewMatter
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.clock import CHINA

OPENS, CLOSES = time(8, 0), time(17, 50)
LEAST = timedelta(hours=3)
"""A day that has not lasted so long yet is too short to play; then it is yesterday's that is played."""


def hours_of_day(now: datetime) -> tuple[datetime, datetime]:
    """When the played day begins and ends: today's hours up to the present moment, or yesterday's when it is early."""
    day = clock.local_date(now)
    begins = datetime.combine(day, OPENS, tzinfo=CHINA)
    if now - begins < LEAST:
        begins -= timedelta(days=1)
    return begins, min(now, datetime.combine(begins.date(), CLOSES, tzinfo=CHINA))


class Day:
    """Everybody's day. Moves happen in the order of their hours, each as its own actor in its own transaction."""

    def __init__(self, city: CitySpec, report: Report, now: datetime) -> None:
        self._report = report
        self._begins, self._ends = hours_of_day(now)
        self._token = f"linli-demo/{city.name}/{clock.local_date(self._begins)}"
        self._cast = Cast(city, Random(city.seed), clock.local_date(now))
        self._scenes = scenes()
        self._filed: dict[int, Filed] = {}
        self._spots: dict[int, Spot] = {}
        self.moves = 0

    def play(self) -> int:
        """Play it; returns how many matters were filed (0: it was played already)."""
        beats: list[tuple[float, int, Callable[[], None]]] = []
        for number, scene in enumerate(self._scenes):
            beats.append((scene.at, number, self._opening(number, scene)))
            beats += [(beat.at, number, self._following(number, beat)) for beat in scene.beats]
        for _, _, act in sorted(beats, key=lambda entry: entry[0]):
            act()
            if self._filed and not next(iter(self._filed.values())).is_new:
                return 0
        for play_more in (quarrel.play, campaigning.play, greening.play, fetching.play):
            token = uuid5(NAMESPACE_URL, f"{self._token}/{play_more.__module__.rpartition('.')[2]}")
            self.moves += play_more(self._cast, token, self._moment)
        return len(self._filed)

    def _opening(self, number: int, scene: Scene) -> Callable[[], None]:
        def act() -> None:
            now = self._moment(scene.at)
            who = self._cast.actor(scene.by)
            new = self._request(number, scene)
            with walls.acting(who):
                filed = _file(new, scene.note, who, now)
            self._filed[number] = filed
            self._say(now, number, "当场办结" if scene.note else "登记", who, new.text)

        return act

    def _following(self, number: int, beat: Beat) -> Callable[[], None]:
        def act() -> None:
            filed, now = self._filed[number], self._moment(beat.at)
            who = self._who(beat.by, filed, number)
            note = beat.note or (
                self._cast.answer(self._scenes[number].item, self._spots[number]) if beat.move == "answer" else ""
            )
            with walls.acting(who):
                self._move(beat, filed.id, note, who, now)
            said = f"{beat.rating} 分 {note}" if beat.move == "rate" else note
            self._say(now, number, str(matters.MOVES[beat.move].said), who, said)

        return act

    def _move(self, beat: Beat, matter_id: UUID, note: str, who: Actor, now: datetime) -> None:
        if beat.move == "rate":
            matters.rate(
                matter_id=matter_id, rating=beat.rating, is_solved=beat.is_solved, note=note, actor=who, now=now
            )
        elif beat.move in _TO_SOMEBODY:
            to = self._cast.actor(beat.to).post_id
            if to is None:
                raise LookupError(f"{beat.to} holds no post.")
            _TO_SOMEBODY[beat.move](matter_id=matter_id, to_post_id=to, note=note, actor=who, now=now)
        elif beat.move in _WITH_NOTE:
            _WITH_NOTE[beat.move](matter_id=matter_id, note=note, actor=who, now=now)
        else:
            _PLAIN[beat.move](matter_id=matter_id, actor=who, now=now)

    def _who(self, by: str, filed: Filed, number: int) -> Actor:
        if by == HOLDER:
            return self._cast.holder_of(filed.id)
        if by == RESIDENT:
            filed_by = self._scenes[number].by
            return self._cast.actor(filed_by) if filed_by == "resident" else Actor.tracking(filed.id)
        return self._cast.actor(by)

    def _request(self, number: int, scene: Scene) -> NewMatter:
        told = self._cast.request(scene.item, scene.community, scene.by)
        self._spots[number] = told.spot
        return NewMatter(
            form_token=uuid5(NAMESPACE_URL, f"{self._token}/{number}"),
            item_code=scene.item,
            place_id=told.place_id,
            text=told.text,
            channel=scene.channel,
            spot=f"{told.spot.estate}{told.spot.house}号楼",
            fields=told.fields,
            contact_name=told.name,
            contact_phone=told.phone,
            external_number=f"12345-{number:06d}" if scene.channel == "hotline" else "",
        )

    def _moment(self, share: float) -> datetime:
        return self._begins + (self._ends - self._begins) * min(share, 0.999)

    def _say(self, now: datetime, number: int, move: str, who: Actor, text: str) -> None:
        """One line of the log, for the matters it follows."""
        self.moves += 1
        if not self._scenes[number].is_told:
            return
        label = who.label if who.is_staff else "居民"
        shown = text if len(text) <= 34 else text[:33] + "…"
        said = f"{now.astimezone(CHINA):%H:%M}  …{self._filed[number].number[-4:]}  {move}  {label}  {shown}"
        self._report(said.rstrip())


def _file(new: NewMatter, note: str, who: Actor, now: datetime) -> Filed:
    if note:
        return matters.file_and_close(new=new, note=note, actor=who, now=now)
    return matters.file(new=new, actor=who, now=now)


_TO_SOMEBODY: dict[str, Callable[..., object]] = {
    "transfer": matters.transfer,
    "assign_down": matters.assign_down,
    "split": matters.split,
}
_WITH_NOTE: dict[str, Callable[..., object]] = {
    "escalate": matters.escalate,
    "ask": matters.ask,
    "supply": matters.supply,
    "wait": matters.wait,
    "answer": matters.answer,
    "decline": matters.decline,
    "reopen": matters.reopen,
}
_PLAIN: dict[str, Callable[..., object]] = {
    "sign": matters.sign,
    "start": matters.start,
    "resume": matters.resume,
    "close": matters.close,
    "withdraw": matters.withdraw,
}


def play(city: CitySpec, report: Report, now: datetime | None = None) -> int:
    """Play the day and fold its counts; returns the exit code. Played again on the same day, it changes nothing."""
    day = Day(city, report, now or clock.now())
    count = day.play()
    if not count:
        report("这一天已经演过了。 / This day has been played already.")
        return 0
    with walls.acting(Actor.system("demo.day")):
        matters.fold()
    report(f"一天演完：{count} 件事，{day.moves} 步。 / The day is over: {count} matters, {day.moves} moves.")
    return 0
