"""What the compiled kernel works on: buffers, tables of the world, tables of functions, and a few numbers."""

from __future__ import annotations

from kizuna.codegen.lower.types import Calls, Floats, Ints


class Flat:
    """One state in buffers. The meaning of `V` to `Q` is that of `kizuna.engine.state`; see docs/internals.md."""

    V: Floats
    R: Floats
    K: Floats
    X: Ints
    W: Ints
    Z: Ints
    Q: Ints
    D: Ints  # cells to settle: a stack threaded through it, for meters from N, for conditions from M; in a row's first
    # cell, which is never settled, whether it is an onlooker, in its second the next free row
    N: Ints
    M: Ints
    T: Ints  # bonds and beliefs
    H: Ints  # the agenda
    Y: Ints  # what follows at this instant
    FR: Ints  # by kind: the first free row
    MA: Ints  # the rows that the present event has made, from 1
    A: Ints  # the roles of what happens
    I: Ints  # noqa: E741 - their identities
    C: Ints  # causes
    B: Ints  # staged effects
    F: Floats
    O: Ints  # noqa: E741 - onlookers
    EI: Ints  # event records
    EF: Floats
    LI: Ints  # what was written of believed attributes: (attribute, bearer, target, value)
    LF: Floats
    OP: Ints  # somebody's options
    DE: Ints  # who decides at this instant
    CH: Ints  # what they have chosen, and in which order it is begun
    CF: Floats
    KEPT: Floats  # values of meters whose range is about to change
    RING: Ints  # the rules of the last events at this instant
    SC: Ints  # rows found by a search through the table
    SAID: Ints  # what a script says of chances
    RU: Ints  # constants: rules, attributes, their fixed bounds, conditions, kinds, tables of bonds, lists, numbers
    AT: Ints
    AF: Floats
    WA: Ints
    KI: Ints
    TA: Ints
    LS: Ints
    NU: Floats
    hooks: Calls  # asks for room
    fails: Calls
    works: Calls
    strays: Calls
    choose: Calls
    enabled: Calls
    moves: Calls
    bucket: Calls
    amounts: Calls
    weights: Calls
    takes: Calls
    begins: Calls
    effects: Calls
    interrupted: Calls
    misfires: Calls
    perceivers: Calls
    react: Calls
    checks: Calls
    nexts: Calls
    rates: Calls
    flips: Calls
    starts: Calls
    touches: Calls
    options: Calls
    senses: Calls
    now: int
    past: int  # the order of what was played last at this instant
    seed: int
    serial: int
    event: int
    made: int
    base: int
    middle: int
    autonomy: int
    recorded: int
    instant_at: int
    instant: int  # how many events there were at this instant
    things: int
    why: int  # 1: events follow each other without end
    cells: int
    most_cells: int
    lack: int  # what the present event has made found no room
    ei: int  # how far the records go
    ef: int
    most_ei: int
    most_ef: int
    record: int  # where the present record begins
    changes: int
    learnt: int
    most_learnt: int
    most_deciders: int
    world: int  # handles and numbers of the world
    named: int  # rows below are those of named things
    place_kind: int
    first_option: int
    kinds: int
    tables: int
    day: int
    offset: int
    week: int


FAMILIES = {
    "fails": "fails",
    "works": "works",
    "strays": "strays",
    "choose": "choose",
    "enabled": "enabled",
    "moves": "moved",
    "bucket": "bucket",
    "amounts": "amounts",
    "weights": "weights",
    "takes": "takes",
    "begins": "begins",
    "effects": "effects",
    "interrupted": "interrupted",
    "misfires": "misfires",
    "perceivers": "perceivers",
    "react": "react",
    "checks": "check",
    "nexts": "next",
    "rates": "rate",
    "flips": "flip",
    "starts": "start",
    "touches": "touch_",
    "options": "options",
    "senses": "senses",
}
"""The tables of functions, and the letters of the units in them."""
HEAP, QUEUE, TABLE, CELLS, STAGE, ONLOOKERS, INTS, FLOATS, LEARNT, DECIDERS, SEARCH = range(11)
"""What room is asked for."""
