"""The parameters of packs/body: each changes what its sentence says, and in that direction."""

from __future__ import annotations

import pytest

from tests.rows.support import DAY
from tests.rows.sweeps import DOWN, UP, Case, in_town, lets, lives, odds, says, swept, takes, urge

ASLEEP = "if mind(Ren) is asleep then 1 else 0"
BADLY = "cut.patient = Ren; cut.depth = 60 %"
BLUNT = "knock.patient = Ren; knock.depth = 55 %; Ren.blood = 3200 ml"
SHARP = "cut.patient = Ren; cut.site = belly; cut.depth = 55 %; Ren.blood = 3200 ml"
LIES = "Ren.lying = yes; Ren.steadiness = 10 %"

SLEEP = (
    lives("wake_constant", DOWN, "tiredness(Ren)", "Ren.tiredness = 20 %", after="4 h"),
    lives(
        "unconscious_constant",
        DOWN,
        "tiredness(Ren)",
        f"Ren.tiredness = 5 %; Ren.mind = unconscious; {LIES}",
        after="1 min",
    ),
    lives(
        "fainted_tiredness", UP, "tiredness(Ren)", f"Ren.tiredness = 5 %; Ren.mind = unconscious; {LIES}", after="1 min"
    ),
    lives("paced_tiredness", UP, "tiredness(Ren)", "Ren.paced = yes; Ren.situation = mission", after="4 h"),
    lives("drowsy_gate", DOWN, ASLEEP, "Ren.tiredness = 15 %; Ren.hunger = 0", after="15 h + 20 min", free=True),
    lets("body_clock", DOWN, "wake rested / slept out: p is Ren", "Ren.tiredness = 17 %", ("10 h",)),
    lets("body_clock", UP, "sleep overtakes / too sleepy: p is Ren", "Ren.tiredness = 68 %", ("10 h",)),
    lives("sleep_need", UP, "sleep_debt(Ren)", after="8 h"),
    lives("debt_memory", UP, "sleep_debt(Ren)", "Ren.sleep_debt = 100 h", after="1 day"),
)
HEART = (
    odds("revival", UP, "press the chest / starts: helper is Aki, patient is Ren"),
    lives("arrest_time", UP, "life(Ren)", "Ren.arrest = yes; Ren.failing = yes", after="1 min"),
    lives("restart_life", UP, "life(Ren)", "Ren.arrest = yes; Ren.life = 10 %"),
)
BLOOD = (
    lets("clotting_depth", UP, "wound clots / shallow or dressed: w is cut"),
    lets(
        "pressed_bleeding",
        UP,
        "wound clots / shallow or dressed: w is cut",
        "cut.depth = 90 %; cut.bandaged = yes; cut.bleeding = 8 ml/min",
    ),
    lets("clotting_time", DOWN, "wound clots / long enough: w is cut", "cut.made_at = 20 min ago"),
    lives("blood_regain", UP, "blood(Ren)", "Ren.blood = 4000 ml", after="2 days"),
)
HOLD = (
    lives("standing_time", UP, "steadiness(Ren)", "Ren.reserve = critical", after="20 s"),
    lives("lying_time", DOWN, "steadiness(Ren)", LIES, after="5 min"),
    lives("blood_loss_faint", DOWN, "steadiness(Ren)", f"{LIES}; Ren.blood = 4000 ml", after="30 min"),
    lives("stalled_faint", DOWN, "steadiness(Ren)", f"{LIES}; Ren.reserve = stalled", after="30 min"),
    lives("hunger_time", DOWN, "hunger(Ren)", "Ren.hunger = 0", after="3 h"),
    lives("surge_time", UP, "surge(Ren)", "Ren.surge = 90 %", after="10 min"),
)
WILL = (urge("rise_again", DOWN, "rise: p is Ren", "Ren.thrown_back_at = 1 h ago; Ren.lying = yes"),)
GRADES = (
    says("ais_moderate", DOWN, "grade(knock)", "knock.depth = 10 %"),
    says("ais_serious", DOWN, "grade(knock)", "knock.depth = 32 %"),
    says("ais_severe", DOWN, "grade(knock)", "knock.depth = 55 %"),
    says("ais_critical", DOWN, "grade(knock)", "knock.depth = 75 %"),
    says("ais_maximal", DOWN, "grade(knock)", "knock.depth = 95 %"),
    says("crippling_depth", DOWN, "if crippling(cut) then 1 else 0"),
    says("ais_small_parts", UP, "grade(cut)", "cut.depth = 90 %"),
    says("ais_leg", UP, "grade(cut)", "cut.depth = 90 %; cut.site = leg"),
)
CHANCES = (
    says("gcs_weight", UP, "survival_chance(Ren)", BLUNT),
    says("sbp_weight", UP, "survival_chance(Ren)", BLUNT),
    says("rr_weight", UP, "survival_chance(Ren)", BLUNT),
    says("blunt_constant", UP, "survival_chance(Ren)", BLUNT),
    says("blunt_rts", UP, "survival_chance(Ren)", BLUNT),
    says("blunt_iss", UP, "survival_chance(Ren)", BLUNT),
    says("blunt_age", UP, "survival_chance(Ren)", f"{BLUNT}; Ren.age = 60"),
    says("sharp_constant", UP, "survival_chance(Ren)", SHARP),
    says("sharp_rts", UP, "survival_chance(Ren)", SHARP),
    says("sharp_iss", UP, "survival_chance(Ren)", SHARP),
    says("sharp_age", UP, "survival_chance(Ren)", f"{SHARP}; Ren.age = 60"),
)
HEALING = (
    says("shallow_healing", UP, "healing_time(cut)"),
    says("wound_healing", UP, "healing_time(cut)"),
    says("bruise_healing", UP, "healing_time(knock)"),
    says("burn_healing", UP, "healing_time(cut)", "cut.sort = burn"),
    says("joint_healing", UP, "healing_time(cut)", "cut.sort = dislocation"),
    says("concussion_stage", UP, "healing_time(cut)", "cut.sort = concussion"),
    says("stump_healing", UP, "healing_time(cut)", "cut.sort = loss"),
    says("bone_union", UP, "healing_time(cut)", "cut.sort = bone"),
    says("lower_limb", UP, "healing_time(cut)", "cut.sort = bone; cut.site = leg"),
    says("straight_across", UP, "healing_time(cut)", "cut.sort = bone; cut.transverse = yes"),
    lives("wound_healing", DOWN, "mend(cut)", "cut.patient = Ren; cut.bandaged = yes", after="1 day"),
    lives("bruise_healing", DOWN, "mend(knock)", "knock.patient = Ren", after="1 day"),
    lives("untended_pace", UP, "mend(cut)", "cut.patient = Ren", after="1 day"),
    lets("inflammation_time", DOWN, "inflammation goes down / some days: w is cut", "cut.made_at = 5 days ago"),
    lives("early_firming", UP, "firmness(cut)", "cut.patient = Ren", after="1 day"),
    lives("late_firming", UP, "firmness(cut)", "cut.patient = Ren; cut.phase = building", after="1 day"),
)
SCARS = (
    says("scar_depth", DOWN, "if leaves_scar(cut) then 1 else 0"),
    lives("scar_firming", DOWN, "strength(mark)", after="7 days"),
    lives("scar_plateau", UP, "strength(mark)", after="7 days"),
    lives("scar_plateau", UP, "firmness(cut)", "cut.patient = Ren; cut.firmness = 100 %"),
    lives("settling_time", DOWN, "settled(mark)", after="7 days"),
)
FESTERING = (
    says("dressed_share", UP, "infection_chance(cut)", "cut.bandaged = yes"),
    says("cleaned_share", UP, "infection_chance(cut)", "cut.clean = yes"),
    lives(
        "infection_ache",
        UP,
        "ache(cut)",
        "cut.patient = Ren; cut.depth = 100 %",
        "wound may fester: w is cut",
        infection_risk=1,
    ),
    lets(
        "sepsis_time", DOWN, "blood may be poisoned / long enough: p is Ren, w is cut", "cut.infected_at = 10 days ago"
    ),
    odds("sepsis_risk", UP, "blood may be poisoned / poisoned: p is Ren, w is cut"),
    lets(
        "sepsis_course", DOWN, "poisoned blood runs its course / long enough: p is Ren",
        "Ren.septic = yes; Ren.septic_since = 2 days ago",
    ),
    odds(
        "sepsis_kills", UP, "poisoned blood runs its course / gives out: p is Ren",
        "cut.patient = Ren; cut.infected = yes",
    ),
    odds("treated_sepsis_kills", UP, "poisoned blood runs its course / gives out: p is Ren"),
    lives("fever_time", DOWN, "fever(Ren)", "cut.patient = Ren; cut.infected = yes", after="3 h"),
)
CONCUSSION = (
    odds("symptoms_return", UP, "symptoms come back / step back: p is Ren, w is knock"),
    lives(
        "symptoms_ache",
        UP,
        "ache(knock)",
        "knock.patient = Ren; knock.mend = 40 %",
        "symptoms come back: p is Ren, w is knock",
        symptoms_return=1,
    ),
)
LADDER = (
    says("room_pace", UP, "pace(Ren)", "Ren.mobility = 10 %"),
    says("corridor_pace", UP, "pace(Ren)", "Ren.mobility = 20 %"),
    says("street_pace", UP, "pace(Ren)", "Ren.mobility = 35 %"),
    says("sound_pace", UP, "pace(Ren)"),
    lives("practice_gain", UP, "mobility(Ren)", "Ren.mobility = 30 %", "practise walking: p is Ren"),
    lives("alone_share", UP, "mobility(Ren)", "Ren.mobility = 30 %", "practise walking: p is Ren"),
    says("stair_fall_risk", DOWN, "safe_climb(Ren, home, attic)", "Ren.mobility = 35 %"),
    says("stair_fall_trained", DOWN, "safe_climb(Ren, home, attic)", "Ren.mobility = 60 %"),
    says("stairs_down", DOWN, "safe_climb(Ren, attic, home)", "Ren.mobility = 35 %"),
    says("steadying_hand", DOWN, "safe_climb_held(Ren, home, attic)", "Ren.mobility = 35 %"),
    lives(
        "fall_depth",
        UP,
        "sum(depth(w) for w in wounds(Ren))",
        "Ren.mobility = 35 %",
        "climb to / falls: p is Ren, to is attic",
    ),
    says("disabling_depth", DOWN, "if disabling(cut) then 1 else 0"),
)
LEG = (
    lives("usual_stump", UP, "stump(cut)"),
    takes("fitting_time", UP, "fit the leg: maker is Mio, p is Ren, l is peg"),
    takes("mending_time", UP, "mend the leg: maker is Mio, l is peg"),
    says("artificial_kick", UP, "kick(Ren)", "Ren.aid = artificial_leg"),
)
SENSES = (
    says("seeing_from", DOWN, "if can_see(Ren) then 1 else 0", "cut.patient = Ren; cut.site = face; cut.depth = 65 %"),
    says(
        "speaking_from", DOWN, "if can_speak(Ren) then 1 else 0", "cut.patient = Ren; cut.site = neck; cut.depth = 65 %"
    ),
)
PILL, DRAUGHT = "pill.patient = Ren", "draught.patient = Ren"
ACHES = "cut.patient = Ren; cut.ache = 50 %"
SUBSTANCES = (
    lives("painkiller_numbs", DOWN, "pain(Ren)", f"{ACHES}; {PILL}", after="1 h"),
    lives("painkiller_clouds", UP, "clouded(Ren)", PILL),
    lives("painkiller_lasts", UP, "count(d in doses(Ren))", PILL, after="6 h"),
    lives("sedative_numbs", DOWN, "pain(Ren)", f"{ACHES}; {DRAUGHT}", after="1 h"),
    lives("sedative_clouds", UP, "clouded(Ren)", DRAUGHT),
    lives("sedative_lasts", UP, "count(d in doses(Ren))", DRAUGHT, after="5 h"),
    lives("fog_from", DOWN, "if befogged(Ren) then 1 else 0", PILL),
    says("shaking_hand", DOWN, "hand_skill(Ren)", PILL),
)


@pytest.mark.parametrize("case", SLEEP, ids=str)
def test_PHY_10_what_makes_tired_and_what_wakes(case: Case) -> None:
    """How fast the need of sleep and its debt grow, and at which gates sleep comes and goes."""
    swept(case, in_town())


@pytest.mark.parametrize("case", HOLD, ids=str)
def test_PHY_8_how_soon_somebody_loses_hold_and_comes_to_himself(case: Case) -> None:
    """On his feet, lying, after loss of blood and while nothing rises by itself."""
    swept(case, in_town())


@pytest.mark.parametrize("case", WILL, ids=str)
def test_PHY_12_how_soon_he_tries_again(case: Case) -> None:
    """Whom pain has thrown back lies a while before he wants to rise again."""
    swept(case, in_town())


@pytest.mark.parametrize("case", [*HEART, *BLOOD], ids=str)
def test_INJ_2_what_time_there_is(case: Case) -> None:
    """How long a stopped heart can be started, and how soon and how far blood stops and comes back."""
    swept(case, in_town())


@pytest.mark.parametrize("case", [*GRADES, *CHANCES], ids=str)
def test_INJ_4_what_the_scales_are_made_of(case: Case) -> None:
    """From which depth on a wound is of which grade, and what grades, signs and age weigh in the chances."""
    swept(case, in_town())


@pytest.mark.parametrize("case", [*HEALING, *SCARS], ids=str)
def test_INJ_1_how_long_each_sort_of_wound_takes_and_what_it_leaves(case: Case) -> None:
    """Cuts, bruises, burns, joints, bones, stumps and concussions have times of their own; scars firm and fade."""
    swept(case, in_town())


@pytest.mark.parametrize("case", [*FESTERING, *CONCUSSION], ids=str)
def test_INJ_1_what_sets_a_wound_back(case: Case) -> None:
    """Dirt, fever and poisoned blood by wound and dressing; a concussion by what is done too soon."""
    swept(case, in_town())


@pytest.mark.parametrize("case", [*LADDER, *SENSES], ids=str)
def test_INJ_12_pace_practice_and_falls_on_each_rung(case: Case) -> None:
    """Each rung has its pace, practice its gain, stairs their risk up, down and with a hand."""
    swept(case, in_town())


@pytest.mark.parametrize("case", LEG, ids=str)
def test_INJ_15_what_an_artificial_leg_takes_and_gives(case: Case) -> None:
    """How long its maker fits and mends it, and how hard it kicks."""
    swept(case, in_town())


@pytest.mark.parametrize("case", SUBSTANCES, ids=str)
def test_INJ_7_what_a_dose_takes_and_clouds(case: Case) -> None:
    """Of pain, of a clear mind and of a steady hand, and for how long."""
    swept(case, in_town())


def test_INJ_15_its_maker_mends_and_fits_it_of_himself() -> None:
    """Where the two are in one house it takes no script; nobody but the maker does it."""
    for maker, mended in (("Mio", 1), ("Nao", 0)):
        healed = "cut.patient = Ren; cut.site = leg; cut.permanent = yes; cut.open = no; cut.mend = 99 %"
        play = in_town().given(f"{healed}; peg.wearer = Ren; peg.maker = {maker}; peg.damaged = yes; Mio.place = home")
        play.put("person.home", "Mio", play.thing("home"))
        play.machine.autonomy = True
        play.live(3 * DAY)
        assert play.get("artificial_limb.damaged", "peg") == 1 - mended
        assert play.get("artificial_limb.attached", "peg") == mended
