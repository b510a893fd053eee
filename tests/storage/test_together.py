"""What several say at once is one transaction, and each is told its own outcome."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from lp_planner.domain.records.errors import NotFound, PlannerError, StorageUnavailable
from lp_planner.storage.together import Together

Who = Callable[[], Sequence[int]]
PEOPLE = 6


class Room:
    """Six people who speak; whoever writes waits until all the others have come."""

    def __init__(self, answer: Callable[[Sequence[int]], Sequence[int | PlannerError]]) -> None:
        self.together, self.answer = Together(), answer
        self.written: list[tuple[int, ...]] = []
        self.is_open = threading.Event()

    def write(self, who: Who) -> Sequence[int | PlannerError]:
        self.is_open.wait(10)
        said = who()
        self.written.append(tuple(said))
        return self.answer(said)

    def waiting(self) -> int:
        return len(self.together._waiting.get("a round", ()))

    def speak(self) -> list[Future[int]]:
        """All speak, one after another; then whoever writes goes on."""
        with ThreadPoolExecutor(PEOPLE) as crowd:
            told: list[Future[int]] = []
            for number in range(PEOPLE):
                told.append(crowd.submit(self.together.say, "a round", number, self.write))
                while "a round" not in self.together._waiting or self.waiting() < number:
                    time.sleep(0.001)
            self.is_open.set()
        return told


def test_all_who_come_while_one_waits_are_written_at_once_in_the_order_they_came() -> None:
    room = Room(lambda said: [number * 10 for number in said])
    assert [one.result() for one in room.speak()] == [0, 10, 20, 30, 40, 50]
    assert room.written == [(0, 1, 2, 3, 4, 5)]
    assert room.together._waiting == {}


def test_a_refusal_is_told_to_its_own_and_to_nobody_else() -> None:
    room = Room(lambda said: [NotFound() if number == 3 else number for number in said])
    told = room.speak()
    with pytest.raises(NotFound):
        told[3].result()
    assert [one.result() for at, one in enumerate(told) if at != 3] == [0, 1, 2, 4, 5]


def test_what_stops_the_writing_is_told_to_all_and_the_next_can_write() -> None:
    def busy(_: Sequence[int]) -> Sequence[int]:
        raise StorageUnavailable

    room = Room(busy)
    for one in room.speak():
        with pytest.raises(StorageUnavailable):
            one.result()
    room.answer = list
    assert room.together.say("a round", 7, room.write) == 7


def test_who_comes_after_the_writing_began_is_written_together_next() -> None:
    together, begun, go_on = Together(), threading.Event(), threading.Event()
    written: list[tuple[int, ...]] = []

    def write(who: Who) -> Sequence[int]:
        said = tuple(who())
        written.append(said)
        begun.set()
        go_on.wait(10)
        return said

    with ThreadPoolExecutor(3) as crowd:
        told = [crowd.submit(together.say, "a round", 1, write)]
        begun.wait(10)
        told += [crowd.submit(together.say, "a round", number, write) for number in (2, 3)]
        while len(together._waiting["a round"]) < 2:
            time.sleep(0.001)
        go_on.set()
        assert [one.result(10) for one in told] == [1, 2, 3]
    assert [sorted(said) for said in written] == [[1], [2, 3]]


def test_a_transaction_that_runs_again_takes_the_same_people_and_whoever_came() -> None:
    room = Room(list)

    def twice(who: Who) -> Sequence[int | PlannerError]:
        room.write(who)
        return room.write(who)

    room.is_open.set()
    assert room.together.say("a round", 1, twice) == 1
    assert room.written == [(1,), (1,)]
