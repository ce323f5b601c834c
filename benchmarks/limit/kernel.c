/* The rules of benchmarks/limit/pack written by hand, as one would without an engine: the same agenda, the same draws,
 * the same causes, the same event records, to the byte. Nothing here is general; all that is constant is a constant. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int64_t i64;
typedef uint64_t u64;

enum { CHAT = 1, EAT, REST, WORK, FAINT };
enum { LINE, CHECK, EVERY, FIRE, END, DECIDE };
enum { DONE, BEGINS };
enum { ENABLED = 1, TRIGGERED, AMOUNT, MOVED };
enum { HUNGER, PURSE, TIRED, LIKING };
#define DAY 86400000LL
#define PAUSE 1800000LL
#define REACTION 2000LL
#define NEVER (1LL << 61)
#define LOW58 ((1ULL << 58) - 1)

static const double RATE[3] = {1.6666666666666667e-08, 0.0, 1.1111111111111112e-08}, HIGH[4] = {1.0, 100000.0, 1.0, 1.0};
static const i64 TAKES[5] = {0, 1800000, 1200000, 2400000, 3600000};

typedef struct { int to; double value; i64 writer; } Tie;
typedef struct { i64 bucket, in_bucket; } Counter;
typedef struct {
    i64 ident;
    double value[3];
    i64 since[3], writer[3];
    Counter done[6];
    int act, with, fired;
    i64 event, began, ends, busy, watch, watched;   /* serials of the only valid entries; what the watch fires for */
    int first, ties;
} Person;
typedef struct { i64 time; u64 order; i64 serial; int kind, who; } Entry;

typedef struct {
    int count;
    Person *people;
    Tie *ties;
    Entry *heap;
    int size, room;
    i64 now, serial, seed, recorded, rules[6], keys[6], hashes[4], watch_key;
    i64 *ints;
    double *floats;
    i64 ni, nf, most_i, most_f;
    i64 causes[16];
    int nc;
    int *queue, *with, deciders, *who;
    double *score;
    int *rule;
} World;

static inline u64 mix(u64 x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}
static inline u64 fold(u64 x, u64 part) { return mix(x * 0x9E3779B97F4A7C15ULL + part); }
static inline i64 folded(u64 x) { return (i64)(x >> 1) ? (i64)(x >> 1) : 1; }
static inline i64 fold2(i64 a, i64 b) { return folded(fold(fold(0x243F6A8885A308D3ULL, (u64)a), (u64)b)); }
static inline u64 luck_base(i64 seed, i64 rule, i64 ident, i64 bucket, i64 nth) {
    u64 x = mix((u64)seed * 0xD1B54A32D192ED03ULL + (u64)rule * 0x9E3779B97F4A7C15ULL + (u64)ident * 0x8CB92BA72F3D8DD7ULL);
    return mix(x + (u64)bucket * 0xAEF17502108EF2D9ULL + (u64)nth * 0xDA942042E4DD58B5ULL) >> 1;
}
static inline double luck(u64 base, u64 who, u64 number) {
    return (double)(mix(base + who * 0xAEF17502108EF2D9ULL + number * 0xDA942042E4DD58B5ULL) >> 11) * 1.1102230246251565e-16;
}

/* the agenda */

static inline int before(const Entry *a, const Entry *b) {
    if (a->time != b->time) return a->time < b->time;
    if (a->order != b->order) return a->order < b->order;
    return a->serial < b->serial;
}
static void push(World *w, i64 time, int kind, int who, i64 key, i64 *valid) {
    if (w->size == w->room) w->heap = realloc(w->heap, sizeof(Entry) * (size_t)(w->room = 2 * w->room));
    u64 order = ((u64)kind << 58) + (((u64)w->people[who].ident * 0x9E3779B97F4A7C15ULL + (u64)key) & LOW58);
    Entry made = {time, order, ++w->serial, kind, who};
    *valid = w->serial;
    int at = w->size++;
    while (at > 0 && before(&made, &w->heap[(at - 1) >> 2])) {
        w->heap[at] = w->heap[(at - 1) >> 2];
        at = (at - 1) >> 2;
    }
    w->heap[at] = made;
}
static inline int earlier(const Entry *heap, int i, int j) {
    int first = heap[i].time <= heap[j].time;
    if (heap[i].time == heap[j].time) first = !before(&heap[j], &heap[i]);
    return first ? i : j;
}
static void drop(World *w) {
    Entry *heap = w->heap, last = heap[--w->size];
    int at = 0, below = 1;
    while (below < w->size) {
        int i = below;
        if (below + 3 <= w->size) i = earlier(heap, earlier(heap, i, i + 1), earlier(heap, i + 2, i + 3));
        else for (int j = below + 1; j < w->size; j++) i = earlier(heap, i, j);
        if (!before(&heap[i], &last)) break;
        heap[at] = heap[i];
        at = i;
        below = 4 * at + 1;
    }
    heap[at] = last;
}
static inline i64 *valid_of(World *w, const Entry *e) {
    return e->kind == CHECK || e->kind == FIRE ? &w->people[e->who].watch : &w->people[e->who].busy;
}
static inline void think(World *w, int who, i64 when) {
    w->people[who].ends = when;
    push(w, when, DECIDE, who, 0, &w->people[who].busy);
}

/* values, and what is recorded of them */

static inline double value(const Person *p, int which, i64 now) {
    double v = p->value[which];
    if (which != PURSE) {
        v = v + RATE[which] * (double)(now - p->since[which]);
        if (v < 0.0) return 0.0;
        if (v > 1.0) return 1.0;
    }
    return v;
}
static inline Tie *tie(World *w, int from, int to) {
    Person *p = &w->people[from];
    for (int i = p->first; i < p->first + p->ties; i++)
        if (w->ties[i].to == to) return &w->ties[i];
    return NULL;
}
static inline void cause(World *w, i64 sort, i64 event) {
    if (!event || w->nc >= 16) return;
    for (int i = 1; i < w->nc; i += 2)
        if (w->causes[i] == event) return;
    w->causes[w->nc++] = sort;
    w->causes[w->nc++] = event;
}
static inline void room(World *w) {
    if (w->ni + 256 > w->most_i) w->ints = realloc(w->ints, 8 * (size_t)(w->most_i *= 2));
    if (w->nf + 64 > w->most_f) w->floats = realloc(w->floats, 8 * (size_t)(w->most_f *= 2));
}
static inline void change(World *w, int which, i64 bearer, i64 second, double old, double new) {
    i64 *e = w->ints + w->ni;
    memset(e, 0, 80);
    e[1] = w->hashes[which];
    e[2] = bearer;
    e[3] = second;
    w->ni += 10;
    w->floats[w->nf++] = old;
    w->floats[w->nf++] = new;
}
static int set(World *w, int who, int which, double by, i64 event) {
    Person *p = &w->people[who];
    double old = value(p, which, w->now), new = old + by;
    if (new < 0.0) new = 0.0;
    else if (new > HIGH[which]) new = HIGH[which];
    if (new == old) return 0;
    p->value[which] = new;
    p->since[which] = w->now;
    p->writer[which] = event;
    change(w, which, p->ident, 0, old, new);
    return 1;
}
static int fonder(World *w, int from, int to, double by, i64 event) {
    Tie *t = tie(w, from, to);
    double old = t->value, new = old + by > 1.0 ? 1.0 : old + by;
    if (new == old) return 0;
    t->value = new;
    t->writer = event;
    change(w, LIKING, w->people[from].ident, w->people[to].ident, old, new);
    return 1;
}

/* the one condition */

static void check(World *w, int who) {
    Person *p = &w->people[who];
    double v = value(p, HUNGER, w->now);
    if (v >= 0.95 && !p->fired) {
        push(w, w->now, FIRE, who, w->watch_key, &p->watch);
        return;
    }
    if (v < 0.95) p->fired = 0;
    p->watch = 0;
    double wait = (0.95 - v) / RATE[HUNGER];
    if (v >= 1.0 || !(wait > 0.0 && wait < 1e15)) {
        if (0.95 == v && v < 1.0) push(w, w->now + 1, CHECK, who, w->watch_key, &p->watch);
        return;
    }
    i64 ms = (i64)wait;
    if ((double)ms < wait) ms++;
    push(w, w->now + (ms > 1 ? ms : 1), CHECK, who, w->watch_key, &p->watch);
}

/* events */

static i64 address(World *w, int rule, int who, int with) {
    Person *p = &w->people[who];
    Counter *c = &p->done[rule];
    i64 bucket = w->now / DAY, nth = c->bucket == bucket ? c->in_bucket : 0;
    u64 x = fold(fold(fold(fold(0x243F6A8885A308D3ULL, (u64)w->rules[rule]), (u64)bucket), (u64)nth), 0);
    x = fold(fold(x, (u64)p->ident), with >= 0 ? (u64)w->people[with].ident : 0);
    x = fold(fold(fold(fold(x, 0), 0), 0), 0);
    c->bucket = bucket;
    c->in_bucket = nth + 1;
    return folded(x);
}
static void enabled(World *w, int rule, Person *p, int who, int with) {
    switch (rule) {
    case CHAT:
        cause(w, ENABLED, tie(w, who, with)->writer);
        cause(w, ENABLED, w->people[with].writer[TIRED]);
        break;
    case EAT:
        cause(w, ENABLED, p->writer[HUNGER]);
        cause(w, ENABLED, p->writer[PURSE]);
        break;
    case REST: cause(w, ENABLED, p->writer[TIRED]); break;
    case WORK:
        cause(w, ENABLED, p->writer[HUNGER]);
        cause(w, ENABLED, p->writer[TIRED]);
        break;
    case FAINT: cause(w, ENABLED, p->writer[HUNGER]);
    }
}
static void amounts(World *w, int rule, Person *p, int who, int with) {
    switch (rule) {
    case CHAT:
        cause(w, AMOUNT, tie(w, who, with)->writer);
        cause(w, AMOUNT, tie(w, with, who)->writer);
        cause(w, AMOUNT, p->writer[TIRED]);
        break;
    case EAT:
        cause(w, AMOUNT, p->writer[PURSE]);
        cause(w, AMOUNT, p->writer[HUNGER]);
        break;
    case REST: cause(w, AMOUNT, p->writer[TIRED]); break;
    case WORK: cause(w, AMOUNT, p->writer[PURSE]); break;
    case FAINT:
        cause(w, AMOUNT, p->writer[HUNGER]);
        cause(w, AMOUNT, p->writer[PURSE]);
    }
}
static int effects(World *w, int rule, int who, int with, i64 event, int *look) {
    switch (rule) {
    case CHAT:
        return fonder(w, who, with, 0.02, event) + fonder(w, with, who, 0.01, event) + set(w, who, TIRED, 0.02, event);
    case EAT: {
        int n = set(w, who, PURSE, -3.0, event);
        return n + (*look = set(w, who, HUNGER, -0.6, event));
    }
    case REST: return set(w, who, TIRED, -0.5, event);
    case WORK: return set(w, who, PURSE, 5.0, event);
    default: *look = set(w, who, HUNGER, -0.7, event); return *look + set(w, who, PURSE, -1.0, event);
    }
}
static void happen(World *w, int rule, int status, i64 event, int who, int with, i64 begun, i64 because) {
    Person *p = &w->people[who];
    int roles = rule == CHAT ? 2 : 1, changes = 0, look = 0;
    w->nc = 0;
    cause(w, TRIGGERED, begun);
    cause(w, TRIGGERED, because);
    if (!begun) enabled(w, rule, p, who, with);
    if (status == DONE) amounts(w, rule, p, who, with);
    if (status == BEGINS && rule == CHAT) cause(w, MOVED, tie(w, who, with)->writer);
    if (status == BEGINS && rule == EAT) cause(w, MOVED, p->writer[HUNGER]);
    if (status == BEGINS && rule == REST) cause(w, MOVED, p->writer[TIRED]);
    room(w);
    i64 first = w->ni;
    w->ni += 12;
    w->ints[w->ni++] = p->ident;
    if (rule == CHAT) w->ints[w->ni++] = w->people[with].ident;
    for (int i = 0; i < w->nc; i++) w->ints[w->ni++] = w->causes[i];
    if (status == DONE) changes = effects(w, rule, who, with, event, &look);
    i64 head[12] = {w->ni - first, event, w->now, w->rules[rule], status, 0, 0, roles, w->nc / 2, 0, changes, 0};
    memcpy(w->ints + first, head, sizeof head);
    w->recorded++;
    if (look) check(w, who);
    if (rule == CHAT) {
        Person *q = &w->people[with];
        if (!q->act && (!q->busy || q->ends > w->now + REACTION)) think(w, with, w->now + REACTION);
    }
}
static void faint(World *w, int who) {
    Person *p = &w->people[who];
    if (!(value(p, HUNGER, w->now) >= 0.95)) {
        p->fired = 0;
        check(w, who);
        return;
    }
    p->fired = 1;
    happen(w, FAINT, DONE, address(w, FAINT, who, -1), who, -1, 0, p->watched);
    if (!p->watch) check(w, who);
}

/* decisions */

static void choose(World *w, int n) {
    int who = w->queue[n];
    Person *p = &w->people[who];
    i64 now = w->now, day = now / DAY;
    double best = 0.0, tired = value(p, TIRED, now), hunger = value(p, HUNGER, now);
    w->rule[n] = 0;
    u64 base = 0;
    for (int i = p->first; i < p->first + p->ties; i++) {
        const Tie *t = &w->ties[i];
        if (!(value(&w->people[t->to], TIRED, now) < 0.9) || !(t->value >= 0.1)) continue;
        double score = 0.8 + t->value / 2.0;
        if (!(score + 0.25 > best)) continue;
        const Counter *c = &p->done[CHAT];
        if (!base) base = luck_base(w->seed, w->keys[CHAT], p->ident, day, c->bucket == day ? c->in_bucket : 0);
        score += 0.25 * luck(base, (u64)w->people[t->to].ident * 3, 0);
        if (score > best) best = score, w->rule[n] = CHAT, w->with[n] = t->to;
    }
    int open[5] = {0, 0, p->value[PURSE] >= 3.0 && hunger >= 0.3, tired >= 0.2, hunger < 0.7 && tired < 0.8};
    double wish[5] = {0, 0, 0.6 + hunger, 0.5 + tired, 1.0};
    for (int rule = EAT; rule <= WORK; rule++) {
        if (!open[rule] || !(wish[rule] + 0.25 > best)) continue;
        const Counter *c = &p->done[rule];
        base = luck_base(w->seed, w->keys[rule], p->ident, day, c->bucket == day ? c->in_bucket : 0);
        double score = wish[rule] + 0.25 * luck(base, 0, 0);
        if (score > best) best = score, w->rule[n] = rule, w->with[n] = -1;
    }
    w->score[n] = best;
}
static int holds(World *w, int rule, int who, int with) {
    Person *p = &w->people[who];
    switch (rule) {
    case CHAT: return tie(w, who, with)->value >= 0.1 && value(&w->people[with], TIRED, w->now) < 0.9;
    case EAT: return value(p, HUNGER, w->now) >= 0.3 && p->value[PURSE] >= 3.0;
    case REST: return value(p, TIRED, w->now) >= 0.2;
    default: return value(p, HUNGER, w->now) < 0.7 && value(p, TIRED, w->now) < 0.8;
    }
}
static void begin(World *w, int rule, int who, int with) {
    Person *p = &w->people[who];
    if (p->act) return;
    if (!holds(w, rule, who, with)) {
        think(w, who, w->now + 1);
        return;
    }
    p->event = address(w, rule, who, with);
    p->act = rule;
    p->with = with;
    p->began = w->now;
    p->ends = w->now + TAKES[rule];
    push(w, p->ends, END, who, 0, &p->busy);
    happen(w, rule, BEGINS, p->event, who, with, 0, 0);
}
static void decide(World *w, int first) {
    int n = 1;
    w->queue[0] = first;
    while (w->size && w->heap[0].time == w->now && w->heap[0].kind == DECIDE) {
        Entry e = w->heap[0];
        if (*valid_of(w, &e) == e.serial) {
            *valid_of(w, &e) = 0;
            w->queue[n++] = e.who;
        }
        drop(w);
    }
    int chosen = 0;
    for (int i = 0; i < n; i++) {
        choose(w, i);
        if (!w->rule[i]) {
            think(w, w->queue[i], w->now + PAUSE);
            continue;
        }
        int at = chosen++;
        while (at > 0) {
            int other = w->who[at - 1];
            double theirs = w->score[other];
            if (theirs > w->score[i]) break;
            if (theirs == w->score[i] && w->people[w->queue[other]].ident < w->people[w->queue[i]].ident) break;
            w->who[at] = other;
            at--;
        }
        w->who[at] = i;
    }
    for (int i = 0; i < chosen; i++) begin(w, w->rule[w->who[i]], w->queue[w->who[i]], w->with[w->who[i]]);
}
static void end(World *w, int who) {
    Person *p = &w->people[who];
    int rule = p->act;
    p->act = 0;
    happen(w, rule, DONE, fold2(p->event, 1), who, p->with, p->event, 0);
    if (!p->busy) think(w, who, w->now > p->began + 1000 ? w->now : p->began + 1000);
}

/* what Python calls */

World *world(int count, i64 seed, const i64 *idents, const int *first, const int *to, const double *liking, const i64 *rules,
             const i64 *keys, const i64 *hashes, i64 watch_key) {
    World *w = calloc(1, sizeof *w);
    w->count = count;
    w->seed = seed;
    w->people = calloc((size_t)count, sizeof(Person));
    w->ties = calloc((size_t)first[count] + 1, sizeof(Tie));
    w->heap = malloc(sizeof(Entry) * (size_t)(w->room = 64 + 8 * count));
    w->ints = malloc(8 * (size_t)(w->most_i = 1 << 16));
    w->floats = malloc(8 * (size_t)(w->most_f = 1 << 14));
    w->queue = malloc(sizeof(int) * (size_t)count);
    w->with = malloc(sizeof(int) * (size_t)count);
    w->who = malloc(sizeof(int) * (size_t)count);
    w->rule = malloc(sizeof(int) * (size_t)count);
    w->score = malloc(sizeof(double) * (size_t)count);
    memcpy(w->rules + 1, rules, 40);
    memcpy(w->keys + 1, keys, 40);
    memcpy(w->hashes, hashes, 32);
    w->watch_key = watch_key;
    for (int i = 0; i < count; i++) {
        Person *p = &w->people[i];
        p->ident = idents[i];
        p->value[HUNGER] = 0.2;
        p->value[PURSE] = 20.0;
        p->value[TIRED] = 0.1;
        p->first = first[i];
        p->ties = first[i + 1] - first[i];
        for (int k = first[i]; k < first[i + 1]; k++) w->ties[k] = (Tie){to[k], liking[k], 0};
        double spread = luck((u64)fold2(seed, p->ident), 0, 14);
        think(w, i, (i64)(spread * (double)PAUSE));
        check(w, i);
    }
    return w;
}
i64 live(World *w, i64 until, i64 most) {
    i64 first = w->recorded;
    while (w->recorded - first < most) {
        while (w->size && *valid_of(w, &w->heap[0]) != w->heap[0].serial) drop(w);
        if (!w->size || w->heap[0].time > until) {
            w->now = until;
            break;
        }
        Entry e = w->heap[0];
        drop(w);
        w->now = e.time;
        *valid_of(w, &e) = 0;
        if (e.kind == CHECK) check(w, e.who);
        else if (e.kind == FIRE) faint(w, e.who);
        else if (e.kind == END) end(w, e.who);
        else decide(w, e.who);
    }
    return w->recorded - first;
}
const i64 *drain(World *w, i64 *ints, i64 *floats, const double **reals) {
    *ints = w->ni;
    *floats = w->nf;
    *reals = w->floats;
    w->ni = w->nf = 0;
    return w->ints;
}
void done(World *w) {
    free(w->people);
    free(w->ties);
    free(w->heap);
    free(w->ints);
    free(w->floats);
    free(w->queue);
    free(w->with);
    free(w->who);
    free(w->rule);
    free(w->score);
    free(w);
}
