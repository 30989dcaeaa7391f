"""The judge of histories: it finds each anomaly by its name, and none where there is none."""

from __future__ import annotations

from benchmarks.reliability.history import Seen, Transaction, anomalies


def tx(number: int, *appends: str, at: float = 0.0, told: bool = True, **reads: list[int]) -> Transaction:
    """A transaction of a process of its own that ran from `at` to half a second later."""
    seen = [(key, Seen.of(numbers)) for key, numbers in reads.items()]
    return Transaction(number, number, at, at + 0.5 if told else None, appends, seen)


def kinds(*history: Transaction, **final: list[int]) -> set[str]:
    return {name for name, _ in anomalies(history, final)}


def test_one_after_the_other_is_no_anomaly() -> None:
    assert kinds(tx(1, "x"), tx(2, "x", "y", at=1, x=[1]), tx(3, at=2, x=[1, 2], y=[2]), x=[1, 2], y=[2]) == set()


def test_at_the_same_time_in_some_order_is_no_anomaly() -> None:
    assert (
        kinds(tx(1, "x", x=[]), tx(2, "y", y=[], x=[1]), tx(3, x=[], y=[]), tx(4, x=[1], y=[]), x=[1], y=[2]) == set()
    )


def test_a_write_nobody_was_told_of_may_be_there_or_not() -> None:
    assert kinds(tx(1, "x", "y", told=False), x=[1], y=[1]) == set()
    assert kinds(tx(1, "x", "y", told=False), x=[], y=[]) == set()
    assert kinds(tx(1, "x", "y", told=False), x=[1], y=[]) == {"half done"}


def test_a_lost_update_is_found_in_the_lists_and_in_what_was_seen() -> None:
    assert "lost update" in kinds(tx(1, "x"), tx(2, "x"), x=[2])
    assert "lost update" in kinds(tx(1, "x", x=[]), tx(2, "x", x=[]), x=[1, 2])
    assert "lost update" in kinds(tx(1, "x"), tx(2, x=[3]), x=[1])


def test_writes_from_nowhere_and_written_twice() -> None:
    assert "from nowhere" in kinds(tx(1, "x"), x=[1, 7])
    assert "from nowhere" in kinds(tx(1, "x"), tx(2, "y"), x=[1, 2], y=[2])
    assert "written twice" in kinds(tx(1, "x"), x=[1, 1])


def test_two_states_of_one_list_in_one_transaction() -> None:
    reader = Transaction(2, 2, 0, 1, (), [("x", Seen.of([])), ("x", Seen.of([1]))])
    assert "non-repeatable read" in kinds(tx(1, "x"), reader, x=[1])


def test_what_was_told_before_one_began_is_seen() -> None:
    assert kinds(tx(1, "x"), tx(2, at=1, x=[]), x=[1]) == {"stale read"}


def test_two_readers_who_disagree_about_the_order_go_round_in_a_circle() -> None:
    assert kinds(tx(1, "x"), tx(2, "y"), tx(3, x=[1], y=[]), tx(4, x=[], y=[2]), x=[1], y=[2]) == {"circle"}


def test_two_writers_who_each_missed_the_other_go_round_in_a_circle() -> None:
    assert kinds(tx(1, "x", x=[], y=[]), tx(2, "y", x=[], y=[]), x=[1], y=[2]) == {"circle"}


def test_one_process_does_not_go_back_in_time() -> None:
    first = Transaction(2, 9, 0.0, 0.1, (), [("x", Seen.of([1]))])
    then = Transaction(3, 9, 0.2, 0.3, (), [("x", Seen.of([]))])
    assert kinds(tx(1, "x"), first, then, x=[1]) == {"circle"}


def test_money_that_was_not_there() -> None:
    counted = Transaction(1, 1, 0, 1, total=99)
    assert anomalies([counted], {}, 100) == [("money", "1 counted 99")]
    assert anomalies([counted], {}, 99) == []
