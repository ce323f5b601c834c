"""The second world's alarm: whoever lies out is called for, looked for, found and brought in."""

from __future__ import annotations

from tests.rows.support import DAY, HOUR, MINUTE, Play, shipped

TONI, BASTI, COULOIR, STATION = "Toni Egger", "Basti Huber", "north couloir", "rescue station"


def on_the_slope(play: Play, *people: str) -> None:
    """These have signed the book and are up."""
    for who in people:
        play.put("person.place", who, play.thing(COULOIR))
        play.put("person.crux_after", who, 20 * HOUR)
        play.put("person.on_tour", who, 1)
        play.put("person.went_up_at", who, play.machine.now)
        play.choose("person.situation", who, "away")


def lies(play: Play, who: str, buried: bool = False) -> None:
    """Something has thrown him down."""
    play.put("person.lying", who, 1)
    play.put("person.buried", who, int(buried))
    play.choose("person.situation", who, "danger")


def test_nobody_gets_up_under_the_snow() -> None:
    """Two who are both buried neither rise nor dig each other out; whoever lies free still digs."""
    play = Play(shipped("pass"), autonomy=True)
    on_the_slope(play, TONI, BASTI)
    lies(play, TONI, buried=True)
    lies(play, BASTI, buried=True)
    play.live(5 * MINUTE)
    assert not {"rise", "dig out", "call for help oneself"} & set(play.counts())
    assert play.get("person.buried", TONI)
    assert play.get("person.lying", BASTI)
    play.put("person.buried", BASTI, 0)
    play.put("person.lying", BASTI, 0)
    play.live(20 * MINUTE)
    assert not play.get("person.buried", TONI)


def test_whoever_lies_under_the_snow_alone_is_missed_and_found() -> None:
    """On a Monday nobody else is up there: the station misses him, a party digs him out and brings him down."""
    play = Play(shipped("pass", 60, 1), autonomy=True)
    play.live(DAY)
    play.counts()
    on_the_slope(play, TONI)
    lies(play, TONI, buried=True)
    play.live(2 * DAY)
    counts = play.counts(of=TONI)
    assert counts.get("somebody is missed") == 1, counts
    assert counts.get("dig out"), counts
    assert not play.get("person.buried", TONI)
    assert not play.get("person.on_tour", TONI)
    assert not play.value("if slope(place(t)) then 1 else 0", t=TONI)


def test_while_a_party_is_on_its_way_nobody_calls_again() -> None:
    """One call brings one party; whoever waits calls again only when it has been too long."""
    play = Play(shipped("pass"))
    on_the_slope(play, TONI, BASTI)
    lies(play, TONI)
    assert not play.refused("call for help oneself", p=TONI)
    assert not play.refused("raise the alarm", p=BASTI, other=TONI)
    play.put("place.party_left_at", COULOIR, play.machine.now)
    assert play.refused("call for help oneself", p=TONI) == "nobody comes yet"
    assert play.refused("raise the alarm", p=BASTI, other=TONI) == "nobody comes yet"
    play.live(5 * HOUR)
    assert not play.refused("call for help oneself", p=TONI)
    play.put("person.place", "Veit Auer", play.thing(COULOIR))
    play.choose("person.situation", "Veit Auer", "mission")
    assert play.refused("call for help oneself", p=TONI) == "nobody comes yet"


def test_setting_out_is_noted_at_the_slope() -> None:
    """When the party has left is known up there."""
    play = Play(shipped("pass"))
    for who in ("Veit Auer", "Jana Kofler", "Lena Pichler"):
        play.put("person.place", who, play.thing(STATION))
        play.choose("person.situation", who, "work")
        play.choose("person.post", who, "field")
    play.put("place.called_from", STATION, play.thing(COULOIR))
    left = play.machine.now
    assert play.act("set out to the rescue", leader="Veit Auer", to=COULOIR)
    assert play.get("place.party_left_at", COULOIR) == left
    assert play.get("person.place", "Jana Kofler") == play.thing(COULOIR)


def test_a_party_that_finds_nobody_takes_its_time_to_come_back() -> None:
    """It has hours to go; nobody is at the station at the same moment."""
    play = Play(shipped("pass", 60, 1), autonomy=True)
    party = ("Veit Auer", "Jana Kofler", "Lena Pichler")
    for who in party:
        play.put("person.place", who, play.thing(COULOIR))
        play.choose("person.situation", who, "mission")
        play.put("person.leader", who, play.thing("Veit Auer"))
    play.put("person.on_rescue", "Veit Auer", 1)
    play.live(HOUR)
    assert all(play.get("person.place", who) == play.thing(COULOIR) for who in party)
    play.live(4 * HOUR)
    assert not any(play.value("if slope(place(p)) then 1 else 0", p=who) for who in party)
    assert not any(play.value("if leader(p) != nobody then 1 else 0", p=who) for who in party)


def test_only_whoever_cannot_get_down_calls_for_help() -> None:
    """Fright alone pages nobody."""
    play = Play(shipped("pass"))
    on_the_slope(play, TONI)
    play.choose("person.situation", TONI, "danger")
    assert play.refused("call for help oneself", p=TONI) == "cannot get down"
    lies(play, TONI)
    assert not play.refused("call for help oneself", p=TONI)


def test_the_dead_are_buried_when_they_have_been_brought_down() -> None:
    """Nobody is laid to rest in the churchyard while the snow has him."""
    play = Play(shipped("pass"))
    on_the_slope(play, TONI)
    lies(play, TONI, buried=True)
    play.put("person.alive", TONI, 0)
    play.live(DAY)
    assert play.get("person.place", TONI) == play.thing(COULOIR)
    play.put("person.place", TONI, play.thing("clinic"))
    play.live(DAY)
    assert play.get("person.place", TONI) == play.thing("churchyard")


def test_whoever_has_lost_the_party_goes_home_alone() -> None:
    """Those who follow somebody who is not there any more are no party."""
    play = Play(shipped("pass"))
    for who in ("Veit Auer", "Jana Kofler"):
        play.put("person.place", who, play.thing(COULOIR))
        play.choose("person.situation", who, "mission")
        play.put("person.leader", who, play.thing("Veit Auer"))
    assert play.refused("make the own way home", p="Jana Kofler") == "no party"
    play.put("person.place", "Veit Auer", play.thing("clinic"))
    assert not play.refused("make the own way home", p="Jana Kofler")


def test_one_calls_and_the_others_see_to_him() -> None:
    """Of four who see one lie there one raises the alarm, and nobody calls beside him."""
    play = Play(shipped("pass"), autonomy=True)
    on_the_slope(play, TONI, BASTI, "Jana Kofler", "Marta Senn", "Korbinian Lechner")
    play.live(10 * MINUTE)
    play.counts()
    lies(play, TONI)
    play.put("person.mobility", TONI, 0.02)
    play.live(30 * MINUTE)
    counts = play.counts()
    assert counts.get("sees somebody lie") == 4, counts
    assert play.value("if called_from(rescue station) == north couloir then 1 else 0")
    assert counts["raise the alarm"] == 2  # it begins, and it ends
    assert "call for help oneself" not in counts


def test_whoever_is_up_there_comes_down_on_his_own_feet() -> None:
    """It takes him hours, and he leaves nobody lying there alone."""
    play = Play(shipped("pass"), autonomy=True)
    on_the_slope(play, TONI, BASTI)
    play.live(3 * HOUR + MINUTE)
    assert play.get("person.place", TONI) == play.thing(COULOIR)
    play.live(4 * HOUR)
    assert not play.get("person.on_tour", TONI)
    on_the_slope(play, TONI, BASTI)
    play.put("person.went_up_at", TONI, play.machine.now - 4 * HOUR)
    assert not play.refused("come down", p=TONI)
    lies(play, BASTI)
    assert play.refused("come down", p=TONI) == "leaves nobody alone"


def test_without_a_radio_one_goes_to_where_a_telephone_finds_a_mast() -> None:
    """From the couloir nobody can call who is not of the station; from the next slope anybody can."""
    play = Play(shipped("pass"), autonomy=True)
    marta, korbinian = "Marta Senn", "Korbinian Lechner"
    on_the_slope(play, marta, korbinian)
    lies(play, marta)
    play.live(3 * HOUR)
    assert play.count("go for a mast") >= 1
    assert play.get("person.place", korbinian) != play.thing(COULOIR)
    assert play.get("place.called_at", STATION) > 0


def test_a_call_wakes_and_is_repeated() -> None:
    """Who sleeps is woken; who is not there after two hours is paged once more."""
    play = Play(shipped("pass"))
    for who in ("Veit Auer", TONI):
        play.choose("person.mind", who, "asleep")
        play.put("person.lying", who, 1)
    play.choose("person.situation", TONI, "hospital")
    play.put("place.called_from", STATION, play.thing(COULOIR))
    play.live(MINUTE)
    assert play.word("person.mind", "Veit Auer") == "awake"
    assert play.word("person.mind", TONI) == "asleep"
    play.put("person.paged", "Veit Auer", 0)
    play.live(2 * HOUR)
    assert play.get("person.paged", "Veit Auer")


def test_two_do_not_wait_for_a_third_for_ever() -> None:
    """At once three go; after three quarters of an hour those who are there."""
    play = Play(shipped("pass"))
    for who in ("Veit Auer", "Jana Kofler"):
        play.put("person.place", who, play.thing(STATION))
        play.choose("person.situation", who, "work")
        play.choose("person.post", who, "field")
    play.put("place.called_from", STATION, play.thing(COULOIR))
    play.live(MINUTE)
    assert play.refused("set out to the rescue", leader="Veit Auer", to=COULOIR) == "enough to go"
    assert play.refused("leave work", p="Jana Kofler") == "the day is done"
    play.put("person.went_to_work_at", "Jana Kofler", play.machine.now - 12 * HOUR)
    assert play.refused("leave work", p="Jana Kofler") == "nobody has called"
    play.live(HOUR)
    assert not play.refused("set out to the rescue", leader="Veit Auer", to=COULOIR)


def test_nobody_sleeps_on_a_rescue() -> None:
    """Who lay down beside the one they had come for was carried down with him."""
    play = Play(shipped("pass"))
    for who in ("Veit Auer", "Jana Kofler"):
        play.choose("person.situation", who, "mission")
        play.put("person.tiredness", who, 0.9)
        play.put("person.leader", who, play.thing("Veit Auer"))
    assert play.refused("go to sleep", p="Jana Kofler") == "not out on a rescue"
    play.put("person.leader", "Jana Kofler", 0)
    assert not play.refused("go to sleep", p="Jana Kofler")


def test_whoever_has_broken_a_leg_waits_to_be_carried() -> None:
    """With others about him he neither gets up on it nor walks home; alone he tries."""
    first = Play(shipped("pass"))
    on_the_slope(first, TONI, BASTI)
    first.live(1)
    for seed in range(1000):
        play = first.again(seed)
        play.put("person.crux_after", TONI, 0)
        play.live(1)
        if play.value("if lame(t) then 1 else 0", t=TONI):
            break
    assert play.refused("rise", p=TONI) == "nobody can carry him"
    play.put("person.lying", TONI, 0)
    assert play.refused("come down", p=TONI) == "is not carried instead"
    play.put("person.place", BASTI, play.thing("clinic"))
    assert not play.refused("come down", p=TONI)


def test_who_prepares_another_errand_is_not_taken_along() -> None:
    """Whoever has a mission keeps it: he would be out on it when he has long been at home again."""
    play = Play(shipped("pass", 60, 1), autonomy=True)
    while not play.all("mission"):
        play.live(DAY)
    mission = play.all("mission")[0]
    play.machine.autonomy = False
    party = ("Veit Auer", "Jana Kofler", "Lena Pichler", TONI)
    for who in party:
        play.put("person.place", who, play.thing(STATION))
        play.choose("person.situation", who, "work")
        play.choose("person.mind", who, "awake")
        play.choose("person.post", who, "field")
    play.put("place.called_from", STATION, play.thing(COULOIR))
    play.put("person.on_mission", TONI, mission)
    play.put("person.on_mission", "Veit Auer", mission)
    assert play.refused("set out to the rescue", leader="Veit Auer", to=COULOIR) == "free for it"
    play.put("person.on_mission", "Veit Auer", 0)
    assert play.act("set out to the rescue", leader="Veit Auer", to=COULOIR)
    assert play.get("person.place", "Jana Kofler") == play.thing(COULOIR)
    assert play.get("person.place", TONI) != play.thing(COULOIR)


def test_who_has_to_be_left_lying_is_called_for_at_the_station() -> None:
    """More lie there than can be carried: the call for the rest goes to those who can come, not to the clinic."""
    play = Play(shipped("pass"))
    left = (TONI, BASTI, "Marta Senn", "Korbinian Lechner")
    on_the_slope(play, *left)
    for who in left:
        lies(play, who)
        play.put("person.mobility", who, 0.02)
    for who in ("Veit Auer", "Jana Kofler"):
        play.put("person.place", who, play.thing(COULOIR))
        play.choose("person.situation", who, "mission")
        play.put("person.leader", who, play.thing("Veit Auer"))
    play.put("person.on_rescue", "Veit Auer", 1)
    assert play.refused("bring in", leader="Veit Auer", to="clinic") == "enough to carry them"
    assert play.act("bring in the worst", leader="Veit Auer", x=TONI)
    assert play.get("person.place", TONI) == play.thing("clinic")
    assert play.get("place.called_from", STATION) == play.thing(COULOIR)
    assert play.get("person.place", BASTI) == play.thing(COULOIR)
