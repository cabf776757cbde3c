/* The pipeline: order, bounds, stopping, whatever the number of jobs. Run under ThreadSanitizer too (preset tsan). */
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "base/pipeline.h"

enum { JOBS_MAX = 8, SLOTS_MAX = 16 };

typedef struct slot {
    size_t number, square;
    bool busy;
} slot;

typedef struct trial {
    size_t items, produced, consumed, stop_at, in_flight_most;
    slot slots[SLOTS_MAX];
    size_t worked[JOBS_MAX]; /* each touched by one worker only */
    pthread_t caller;
    bool elsewhere, out_of_order, wrong;
} trial;

typedef struct worker {
    trial *t;
    size_t index;
} worker;

static bool produce(void *context, void *item)
{
    trial *t = context;
    slot *s = item;
    if (!pthread_equal(pthread_self(), t->caller)) t->elsewhere = true;
    if (t->produced == t->items) return false;
    if (s->busy) t->wrong = true; /* handed out again before it was consumed */
    *s = (slot){.number = t->produced++, .busy = true};
    size_t in_flight = t->produced - t->consumed;
    if (in_flight > t->in_flight_most) t->in_flight_most = in_flight;
    return true;
}

/* Uneven work, so that later items are often done before earlier ones. */
static void work(void *context, void *item)
{
    worker *w = context;
    slot *s = item;
    for (size_t i = 0; i < (s->number * 7919) % 50; i++) sched_yield();
    s->square = s->number * s->number;
    w->t->worked[w->index]++;
}

static int consume(void *context, void *item)
{
    trial *t = context;
    slot *s = item;
    if (!pthread_equal(pthread_self(), t->caller)) t->elsewhere = true;
    if (s->number != t->consumed) t->out_of_order = true;
    if (s->square != s->number * s->number || !s->busy) t->wrong = true;
    s->busy = false;
    t->consumed++;
    return t->consumed == t->stop_at ? 42 : 0;
}

static int run(trial *t, size_t jobs, size_t slots)
{
    worker workers[JOBS_MAX];
    void *worker_pointers[JOBS_MAX], *slot_pointers[SLOTS_MAX];
    quoth_error error = {0};
    for (size_t i = 0; i < JOBS_MAX; i++) {
        workers[i] = (worker){t, i};
        worker_pointers[i] = &workers[i];
    }
    for (size_t i = 0; i < SLOTS_MAX; i++) slot_pointers[i] = &t->slots[i];
    t->caller = pthread_self();
    const qt_pipeline p = {.context = t,
                           .workers = worker_pointers,
                           .slots = slot_pointers,
                           .jobs = jobs,
                           .slot_count = slots,
                           .produce = produce,
                           .work = work,
                           .consume = consume};
    return qt_pipeline_run(&p, &error);
}

static size_t sum_worked(const trial *t)
{
    size_t sum = 0;
    for (size_t i = 0; i < JOBS_MAX; i++) sum += t->worked[i];
    return sum;
}

static void order_is_kept_for_any_number_of_jobs(void **state)
{
    (void)state;
    for (size_t jobs = 1; jobs <= JOBS_MAX; jobs++)
        for (size_t slots = 1; slots <= SLOTS_MAX; slots += 5) {
            trial t = {.items = 300};
            assert_int_equal(run(&t, jobs, slots), 0);
            assert_int_equal(t.consumed, 300);
            assert_int_equal(sum_worked(&t), 300);
            assert_false(t.out_of_order || t.wrong || t.elsewhere);
            assert_true(t.in_flight_most <= slots);
        }
}

static void nothing_and_one(void **state)
{
    (void)state;
    for (size_t jobs = 1; jobs <= 4; jobs++)
        for (size_t items = 0; items < 3; items++) {
            trial t = {.items = items};
            assert_int_equal(run(&t, jobs, 4), 0);
            assert_int_equal(t.consumed, items);
        }
}

static void consumer_can_stop_it(void **state)
{
    (void)state;
    for (size_t jobs = 1; jobs <= JOBS_MAX; jobs++)
        for (size_t stop_at = 1; stop_at < 40; stop_at += 6) {
            trial t = {.items = 300, .stop_at = stop_at};
            assert_int_equal(run(&t, jobs, 6), 42);
            assert_int_equal(t.consumed, stop_at);
            assert_false(t.out_of_order || t.wrong);
            assert_true(t.produced <= stop_at + 6);
        }
}

static atomic_bool stopped;
static atomic_size_t handed_in;

static bool produce_counted(void *context, void *item)
{
    bool more = produce(context, item);
    atomic_fetch_add(&handed_in, more);
    return more;
}

/* The first item is done once every slot is taken, all others only some time after the pipeline was stopped. */
static void work_late(void *context, void *item)
{
    worker *w = context;
    slot *s = item;
    const struct timespec while_it_stops = {.tv_nsec = 20 * 1000 * 1000};
    if (s->number == 0)
        while (atomic_load(&handed_in) < SLOTS_MAX) sched_yield();
    else {
        while (!atomic_load(&stopped)) sched_yield();
        nanosleep(&while_it_stops, NULL);
    }
    s->square = s->number * s->number;
    w->t->worked[w->index]++;
}

static int consume_once(void *context, void *item)
{
    (void)context;
    (void)item;
    atomic_store(&stopped, true);
    return 7;
}

/* What was handed in and not begun is not worked on once it has stopped. */
static void stopping_leaves_the_rest(void **state)
{
    (void)state;
    trial t = {.items = 300};
    worker workers[2] = {{&t, 0}, {&t, 1}};
    void *worker_pointers[2] = {&workers[0], &workers[1]}, *slot_pointers[SLOTS_MAX];
    for (size_t i = 0; i < SLOTS_MAX; i++) slot_pointers[i] = &t.slots[i];
    t.caller = pthread_self();
    const qt_pipeline p = {.context = &t,
                           .workers = worker_pointers,
                           .slots = slot_pointers,
                           .jobs = 2,
                           .slot_count = SLOTS_MAX,
                           .produce = produce_counted,
                           .work = work_late,
                           .consume = consume_once};
    assert_int_equal(qt_pipeline_run(&p, NULL), 7);
    assert_int_equal(t.produced, SLOTS_MAX);
    assert_in_range(sum_worked(&t), 2, SLOTS_MAX / 2); /* the first, those at hand, and what begins while it stops */
}

static void no_worker_is_a_mistake(void **state)
{
    (void)state;
    trial t = {.items = 3};
    assert_int_equal(run(&t, 0, 4), QUOTH_USAGE);
    assert_int_equal(run(&t, 2, 0), QUOTH_USAGE);
    assert_int_equal(t.produced, 0);
}

static void note_mask(void *context, void *item)
{
    sigset_t mask;
    worker *w = context;
    (void)item;
    if (!pthread_equal(pthread_self(), w->t->caller) && pthread_sigmask(SIG_BLOCK, NULL, &mask) == 0 &&
        !sigismember(&mask, SIGINT))
        w->t->worked[w->index]++;
}

static bool produce_bare(void *context, void *item)
{
    (void)item;
    trial *t = context;
    return t->produced++ < t->items;
}

static int consume_bare(void *context, void *item)
{
    (void)context;
    (void)item;
    return 0;
}

/* A signal must reach the thread that may be waiting for input, not a worker. */
static void workers_leave_signals_to_the_caller(void **state)
{
    (void)state;
    trial t = {.items = 50};
    sigset_t mask;
    worker workers[2] = {{&t, 0}, {&t, 1}};
    void *worker_pointers[2] = {&workers[0], &workers[1]}, *slot_pointers[2] = {&t.slots[0], &t.slots[1]};
    t.caller = pthread_self();
    const qt_pipeline p = {.context = &t,
                           .workers = worker_pointers,
                           .slots = slot_pointers,
                           .jobs = 2,
                           .slot_count = 2,
                           .produce = produce_bare,
                           .work = note_mask,
                           .consume = consume_bare};
    assert_int_equal(qt_pipeline_run(&p, NULL), 0);
    assert_int_equal(sum_worked(&t), 0);
    assert_int_equal(pthread_sigmask(SIG_BLOCK, NULL, &mask), 0);
    assert_false(sigismember(&mask, SIGINT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_kept_for_any_number_of_jobs),
        cmocka_unit_test(nothing_and_one),
        cmocka_unit_test(consumer_can_stop_it),
        cmocka_unit_test(stopping_leaves_the_rest),
        cmocka_unit_test(no_worker_is_a_mistake),
        cmocka_unit_test(workers_leave_signals_to_the_caller),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
