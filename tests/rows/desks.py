"""A town with a mission desk, a school and a goal in the hills, and a team to send there."""

from __future__ import annotations

from tests.rows.support import HOUR, MINUTE, NEVER, Play, town

PLACES = """
places:
  office: {inside: town}
  desk room: {inside: town, reserve_of: school, defence_of: gate}
  school: {inside: town}
  gate: {inside: town}
  hills: {}
  cave: {cell: yes}
  isles: {}
roads:
  - {between: [clinic, desk room], length: 300 m, modes: [foot, direct]}
  - {between: [desk room, office], length: 100 m, modes: [foot, direct]}
  - {between: [desk room, school], length: 500 m, modes: [foot, direct]}
  - {between: [desk room, gate], length: 500 m, modes: [foot, direct]}
  - {between: [gate, hills], length: 90 km, modes: [foot, direct]}
  - {between: [hills, cave], length: 3 km, modes: [foot, direct]}
  - {between: [gate, isles], length: 700 km, modes: [foot, direct]}
"""
TASKS = """
things:
  escort: {is: task, goal_of: hills, team_size: 3, senior_hands: 1}
  retrieval: {is: task, purpose: retrieval, hardness: hard, fortified: yes, lair: cave, goal_of: hills, team_size: 5,
              senior_hands: 3}
  top rank: {is: task, hardness: hard, secret: yes, goal_of: isles, team_size: 2, senior_hands: 2}
  errand: {is: task, purpose: courier, goal_of: hills, team_size: 1, senior_hands: 1}
  search: {is: task, purpose: search, urgent: yes, team_size: 3, senior_hands: 0}
  mine: {is: trap}
  term: {is: term, school: school, begins_on: 240, ends_on: 350}
"""
SENIORS, JUNIORS = ("Aki", "Bea", "Cid", "Dov"), ("Eva", "Fio", "Gus")
HANDS = (*SENIORS, *JUNIORS)
_HAND = (
    "is: person, age: 30, post: field, workplace: desk room, home: home, place: desk room, situation: work, "
    "infirmary: clinic, tiredness: 10 %"
)
_REST = "age: 35, home: home, infirmary: clinic, situation: work, tiredness: 10 %"
CAST = "\n".join([
    "cast:",
    *(f"  {name}: {{{_HAND}, skill: {85 - 3 * n} %}}" for n, name in enumerate(SENIORS)),
    *(f"  {name}: {{{_HAND}, skill: {55 - 5 * n} %}}" for n, name in enumerate(JUNIORS)),
    f"  Nao: {{is: person, {_REST}, post: medic, medicine: 80 %, workplace: clinic, place: clinic}}",
    f"  Kay: {{is: person, {_REST}, post: clerk, workplace: desk room, place: desk room}}",
    f"  Tam: {{is: person, {_REST}, post: chief, medicine: 90 %, workplace: office, place: office}}",
    f"  Una: {{is: person, {_REST}, post: teacher, workplace: school, place: school, skill: 50 %}}",
    f"  Wim: {{is: person, {_REST}, post: guard, workplace: gate, place: gate, skill: 60 %}}",
])
DATES = ("rest_until", "back_at", "cleared_at", "scouted_at", "waited_at", "challenged_at", "word_sent_at")


def desk(more: str = "", seed: int = 1, autonomy: bool = False, things: str = "") -> Play:
    """The town, with `more` sections on top and lines of other `things`; nobody has been out yet, and everybody is at
    his post."""
    play = Play(town(PLACES + TASKS + things + CAST + "\n" + more), seed, autonomy)
    for name in [*HANDS, "Una", "Wim"]:
        for date in DATES:
            play.put(f"person.{date}", name, NEVER)
    return play


def mission(play: Play, task: str, **values: str | float) -> int:
    """A request for a task that has just come in, with attributes set from outside; words are choices."""
    before = set(play.all("mission"))
    play.put("task.asked_at_desk", task, play.thing("desk room"))
    play.put("task.on_offer", task, 1)
    play.put("task.next_asked", task, NEVER)
    play.live(0)
    (made,) = set(play.all("mission")) - before
    play.put("task.asked_at_desk", task, 0)
    play.put("task.on_offer", task, 0)
    set_all(play, made, opposition="none", days=float(12 * HOUR), **values)
    return made


def set_all(play: Play, m: int, **values: str | float) -> None:
    """Sets attributes of a mission."""
    for name, value in values.items():
        if isinstance(value, str):
            play.choose(f"mission.{name}", m, value)
        else:
            play.put(f"mission.{name}", m, value)


def send(play: Play, m: int, *team: str) -> None:
    """Puts a team on a mission that is given, with its time to leave come; the first leads."""
    set_all(play, m, stage="given", led_by=play.thing(team[0]))
    play.put("mission.leaves_at", m, play.machine.now)
    for name in team:
        play.put("person.on_mission", name, m)
        play.put("person.leader", name, play.thing(team[0]))
        play.put("person.place", name, play.thing("desk room"))


def decide(play: Play, span: float = 3 * HOUR) -> dict[str, int]:
    """Gives everybody autonomy for a while; events by rule."""
    play.counts()
    for name in (*HANDS, "Kay", "Tam", "Nao", "Una", "Wim"):
        play.put("person.went_to_work_at", name, play.machine.now)
    play.machine.autonomy = True
    play.live(span)
    play.machine.autonomy = False
    return play.counts()


def out(play: Play, m: int, *team: str, at: str = "hills") -> None:
    """The same, and the team is at its goal already."""
    send(play, m, *team)
    play.choose("mission.stage", m, "out")
    play.put("mission.due", m, play.machine.now + 48 * HOUR)
    play.put("mission.left_at", m, play.machine.now)
    for name in team:
        play.choose("person.situation", name, "mission")
        play.put("person.place", name, play.thing(at))
    play.live(0)


def holds(play: Play, condition: str, **roles: str | int) -> bool:
    """Whether a condition of the language holds."""
    return bool(play.value(f"if {condition} then 1 else 0", **roles))


def hurt(play: Play, who: str, depth: float = 0.6) -> None:
    """Wounds somebody for good, by a bomb that he has trodden on."""
    play.machine.autonomy = False
    assert play.act("trap goes off", p=who, t=trap(play, who, depth))
    play.live(MINUTE)


def trap(play: Play, who: str, depth: float = 0.9) -> int:
    """A trap under somebody's foot, gone off already."""
    thing = play.all("trap")[0]
    play.put("trap.at", thing, int(play.get("person.place", who)))
    play.put("trap.tripped_by", thing, play.thing(who))
    play.put("trap.blast", thing, depth)
    play.put("trap.flared_at", thing, NEVER)
    return thing
