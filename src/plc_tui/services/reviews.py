"""Asking for reviews, writing them, and deciding about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from plc_tui.domain.audience import EVERYONE, Reader
from plc_tui.domain.errors import Invalid, NotPermitted
from plc_tui.domain.finding import Shelves
from plc_tui.domain.reviews import (
    DECISIONS,
    HOLDING,
    Decision,
    NewRequest,
    Point,
    Review,
    ReviewRequest,
    ReviewState,
    Work,
    as_seen_by,
    move,
    places_left,
)
from plc_tui.domain.values import Person
from plc_tui.services import checks
from plc_tui.services import review_places as places
from plc_tui.services.desk import Desk, Sitting
from plc_tui.services.journaling import Asked, Ended, review_sent
from plc_tui.services.works import pinned
from plc_tui.store import people, reviews, things

#: A point of feedback as it is written: (box of the frame, text).
Written = tuple[str, str]


class Reviews:
    """Requests a member made, and those made of her."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def shelves(self) -> Shelves:
        """Return what is asked of me, what I asked for, open places I may take, and what is finished."""
        with self._desk.reading() as sitting:
            me = sitting.reader.id
            own = places.newest_first(as_seen_by(r, me) for r in reviews.of_author(sitting.connection, sitting.reader))
            others = reviews.to_reader(sitting.connection, sitting.reader)
            held = [r for r in others if r.review_by(me)]
            free = [r for r in others if not r.review_by(me) and places.has_open_place(r, sitting)]
            unsent = [r for r in held if r.state == "open" and places.state_of(r, me) != "sent"]
            done = [as_seen_by(r, me) for r in held if r not in unsent] + [r for r in own if r.state != "open"]
            return Shelves(
                asked_of_me=places.newest_first(as_seen_by(r, me) for r in unsent),
                i_asked=tuple(r for r in own if r.state == "open"),
                volunteers=places.newest_first(as_seen_by(r, me) for r in free),
                finished=places.newest_first(done),
            )

    def show(self, request_id: str) -> ReviewRequest:
        """Return a request as this reader may see it. Raises NotFound."""
        with self._desk.reading() as sitting:
            return as_seen_by(self._request(sitting, request_id), sitting.reader.id)

    def statement(self, new: NewRequest) -> str:
        """Say plainly who will see what, before asking."""
        with self._desk.reading() as sitting:
            checks.principals(sitting.connection, new.choice)
            work = pinned(sitting, new.work)
            names = [checks.colleague(sitting.connection, name).name for name in new.choice.people]
            said = places.in_words(work, new, names, places.titles(sitting, new.choice))
            known = new.masked and things.audience(sitting.connection, work.id).kind != "me"
            return f"{said} Whoever can read this {work.kind} anyway sees your name on it." if known else said

    def work(self, work_id: str) -> Work:
        """Return a note or goal of one's own as colleagues would read it if they were asked now. Raises NotFound."""
        with self._desk.reading() as sitting:
            return pinned(sitting, work_id)

    def ask(self, new: NewRequest) -> ReviewRequest:
        """Ask for reviews of a note or goal of one's own, as it is now. Raises Invalid, NotFound, NotPermitted."""
        focus = checks.body(new.focus, "The focus question", needed=True).strip()
        off_limits = checks.body(new.off_limits, "What is off-limits").strip()
        checks.frame(new.frame)
        if new.choice.kind == "me":
            raise Invalid("Say whom you ask: colleagues, a circle, or any volunteer.")
        with self._desk.writing() as sitting:
            asked = checks.principals(sitting.connection, new.choice)
            if sitting.reader.id in asked:
                raise Invalid("A review comes from a colleague; ask somebody else.")
            request_id = things.new_id(sitting.connection, "request")
            thing = things.ThingRef(request_id, "request", sitting.reader.id, request_id, sitting.now, sitting.now)
            things.add(sitting.connection, thing)
            request = ReviewRequest(
                id=request_id,
                author=self._desk.actor,
                work=pinned(sitting, new.work),
                focus=focus,
                off_limits=off_limits,
                frame=new.frame,
                choice=new.choice,
                by=new.by,
                masked=new.masked,
                wanted=max(1, len(new.choice.people) or new.wanted),
                state="open",
                created=sitting.now,
                updated=sitting.now,
            )
            reviews.add(sitting.connection, request, asked)
            for person in places.people_named(sitting, new.choice.people):
                self._add_place(sitting, request_id, person, "asked")
            return self._settled(sitting, request_id, how=Asked(asked))

    def take(self, request_id: str) -> ReviewRequest:
        """Take a place: one asked of me, or an open one. Raises Invalid when every place is taken."""
        with self._desk.writing() as sitting:
            request = self._request(sitting, request_id)
            if request.author.id == sitting.reader.id:
                raise NotPermitted("This is your own request; a colleague takes it.")
            places.need_open(request)
            mine = places.place_of(request, sitting.reader.id)
            if mine is not None and mine.state != "taken":
                if mine.state != "asked":  # whoever was asked by name has a place of her own
                    self._need_place(request, sitting)
                self._move(sitting, mine, "taken")
            elif mine is None:
                self._need_place(request, sitting)
                self._add_place(sitting, request.id, self._desk.actor, "taken")
            return self._settled(sitting, request.id)

    def decline(self, request_id: str) -> ReviewRequest | None:
        """Say "not now"."""
        return self._step_out(request_id, "not now")

    def give_back(self, request_id: str) -> ReviewRequest | None:
        """Give a taken place back."""
        return self._step_out(request_id, "given back")

    def hand_on(self, request_id: str, handle: str) -> ReviewRequest | None:
        """Hand a place on. A colleague the author asked too takes it over; anyone else is suggested to the author."""
        with self._desk.writing() as sitting:
            request, mine = self._place(sitting, request_id)
            other = checks.colleague(sitting.connection, handle)
            hers = other.id == request.author.id
            if other.id == sitting.reader.id or (hers and not request.masked):
                raise Invalid("Hand it on to another colleague.")
            asked = reviews.asked(sitting.connection, request.id)
            places.keep_words(sitting, request.id, mine)
            self._move(sitting, mine, "handed on")
            inside = asked & people.reader(sitting.connection, other.id).principals()
            if not ((inside or hers) and request.masked):  # then nobody needs to be told
                reviews.change_review(sitting.connection, mine.id, {"suggested_id": other.id})
            if inside and not hers and places.place_of(request, other.id) is None:
                self._add_place(sitting, request.id, other.person, "asked")
            return self._settled(sitting, request.id, touch=not request.masked)

    def write(self, request_id: str, written: Sequence[Written]) -> ReviewRequest:
        """Add points to my unsent review. Raises Invalid for a box the frame does not have."""
        return self._write(request_id, written, anew=False)

    def set_draft(self, request_id: str, written: Sequence[Written]) -> ReviewRequest:
        """Write my unsent review anew with exactly these points."""
        return self._write(request_id, written, anew=True)

    def send(self, request_id: str) -> ReviewRequest:
        """Send my review: from now on its receiver reads it. Raises Invalid when it says nothing."""
        with self._desk.writing() as sitting:
            request, mine = self._place(sitting, request_id)
            if not mine.points:
                raise Invalid("Your review says nothing yet; write a point first.")
            self._move(sitting, mine, "sent")
            thing = things.resolve(sitting.connection, sitting.reader.id, mine.id, "review")
            things.give(sitting.connection, replace(thing, updated=sitting.now), [request.author.id])
            review_sent(sitting, mine.id, request.author.id, masked=request.masked)
            reviews.index_review(sitting.connection, mine.id)
            return self._settled(sitting, request.id)

    def decide(self, point_id: str, decision: Decision, reply: str = "") -> ReviewRequest:
        """Say what I do with a point, with a reply. Raises NotFound, NotPermitted, Invalid."""
        if decision not in DECISIONS:
            raise Invalid("Decide with one of: keep, try, park, talk.")
        words = checks.body(reply, "Your reply").strip()
        with self._desk.writing() as sitting:
            request, point = self._request_of_point(sitting, point_id)
            if request.author.id != sitting.reader.id:
                raise NotPermitted("Whoever asked for the review decides about its points.")
            if request.state != "open":
                raise Invalid(f"This request is {request.state}; its decisions stay as they are.")
            reviews.change_point(sitting.connection, point, decision, words)
            return self._settled(sitting, request.id)

    def close(self, request_id: str, statement: str) -> ReviewRequest:
        """End a request with the author's closing statement."""
        words = checks.body(statement, "The closing statement", needed=True).strip()
        return self._author_changes(request_id, {"state": "closed", "closing": words}, Ended("closed"))

    def withdraw(self, request_id: str) -> ReviewRequest:
        """Take a request back: nobody reads the work through it any more."""
        return self._author_changes(request_id, {"state": "withdrawn"}, Ended("withdrawn"))

    def invite(self, request_id: str, handles: Iterable[str]) -> ReviewRequest:
        """Ask further colleagues."""
        with self._desk.writing() as sitting:
            request = self._own_open(sitting, request_id)
            asked = reviews.asked(sitting.connection, request.id)
            added = places.people_named(sitting, handles)
            if any(person.id == sitting.reader.id for person in added):
                raise Invalid("A review comes from a colleague; ask somebody else.")
            seats = {r.reviewer.id: r for r in request.reviews}
            for person in added:
                if person.id not in seats:
                    self._add_place(sitting, request.id, person, "asked")
                elif seats[person.id].state not in HOLDING:
                    reviews.change_review(sitting.connection, seats[person.id].id, {"state": "asked"})
            everyone = asked | {person.id for person in added}
            named = len([principal for principal in everyone if principal.startswith("m")])
            changes = {"asked": " ".join(sorted(everyone)), "wanted": max(request.wanted, named)}
            reviews.change(sitting.connection, request.id, changes)
            return self._settled(sitting, request.id, how=Asked(frozenset(person.id for person in added)))

    def open_to_volunteers(self, request_id: str) -> ReviewRequest:
        """Let any member take a place: the author's own choice, since it widens who sees the work."""
        with self._desk.writing() as sitting:
            request = self._own_open(sitting, request_id)
            asked = reviews.asked(sitting.connection, request.id)
            if EVERYONE in asked:
                raise Invalid("It is open to any volunteer already.")
            changes = {"asked": " ".join(sorted(asked | {EVERYONE})), "wanted": request.wanted + 1}
            reviews.change(sitting.connection, request.id, changes)
            return self._settled(sitting, request.id, how=Asked(frozenset({EVERYONE})))

    def show_name(self, request_id: str) -> ReviewRequest:
        """Say yes to showing names in a masked request; they show when both sides have said so."""
        with self._desk.writing() as sitting:
            request = self._request(sitting, request_id)
            if not request.masked:
                raise Invalid("Nothing is masked here; both see the names already.")
            mine = request.review_by(sitting.reader.id)
            if request.author.id == sitting.reader.id:
                reviews.change(sitting.connection, request.id, {"shows_name": True})
            elif mine is not None:
                reviews.change_review(sitting.connection, mine.id, {"shows_name": True})
            else:
                raise NotPermitted("Take this request first; then you can show your name in it.")
            return self._settled(sitting, request.id)

    # What these share.

    def _request(self, sitting: Sitting, request_id: str) -> ReviewRequest:
        found = things.resolve(sitting.connection, sitting.reader.id, request_id, "request")
        request = reviews.with_id(sitting.connection, sitting.reader, found.id)
        if request is None:
            raise things.not_found(["request"])
        return request

    def _own_open(self, sitting: Sitting, request_id: str) -> ReviewRequest:
        found = things.owned(sitting.connection, sitting.reader.id, request_id, "request")
        request = self._request(sitting, found.id)
        places.need_open(request)
        return request

    def _request_of_point(self, sitting: Sitting, point_id: str) -> tuple[ReviewRequest, str]:
        """Find the request a point belongs to, and its id, if the reader may see that point."""
        wanted = things.typed_id(point_id, "point")
        request_id = reviews.request_of_point(sitting.connection, wanted)
        request = reviews.with_id(sitting.connection, sitting.reader, request_id) if request_id else None
        seen = as_seen_by(request, sitting.reader.id) if request else None
        if request is None or seen is None or not any(p.id == wanted for r in seen.reviews for p in r.points):
            raise things.not_found(["point"])
        return request, wanted

    def _place(self, sitting: Sitting, request_id: str) -> tuple[ReviewRequest, Review]:
        request = self._request(sitting, request_id)
        mine = request.review_by(sitting.reader.id)
        if mine is None:
            raise NotPermitted("Take this request first; then you can write in it.")
        places.need_open(request)
        return request, mine

    def _add_place(self, sitting: Sitting, request_id: str, person: Person, state: ReviewState) -> None:
        name = things.new_id(sitting.connection, "review")
        things.add(sitting.connection, things.ThingRef(name, "review", person.id, name, sitting.now, sitting.now))
        reviews.add_review(sitting.connection, request_id, Review(name, person, state, sitting.now))
        reviews.index_review(sitting.connection, name)

    def _need_place(self, request: ReviewRequest, sitting: Sitting) -> None:
        if not places_left(request.wanted, request.reviews, sitting.now):
            raise Invalid("Every place in this request is taken; thank you for offering.")

    def _move(self, sitting: Sitting, review: Review, to: ReviewState) -> None:
        reviews.change_review(sitting.connection, review.id, {"state": move(review.state, to)})
        things.touch(sitting.connection, review.id, sitting.now)

    def _step_out(self, request_id: str, to: ReviewState) -> ReviewRequest | None:
        with self._desk.writing() as sitting:
            request, mine = self._place(sitting, request_id)
            places.keep_words(sitting, request.id, mine)
            self._move(sitting, mine, to)
            return self._settled(sitting, request.id, touch=not request.masked)

    def _write(self, request_id: str, written: Sequence[Written], *, anew: bool) -> ReviewRequest:
        cleaned = [(box.strip(), checks.body(text, "The point").strip()) for box, text in written]
        with self._desk.writing() as sitting:
            request, mine = self._place(sitting, request_id)
            if mine.state == "asked":
                self._move(sitting, mine, "taken")
            elif mine.state == "sent":
                raise Invalid("This review has been sent; it stays as it is.")
            boxes = {box.id for box in checks.frame(request.frame).boxes}
            if unknown := {box for box, _ in cleaned} - boxes:
                raise Invalid(f"This frame has no box {sorted(unknown)[0][:40]!r}; it has {', '.join(sorted(boxes))}.")
            if anew:
                reviews.clear_points(sitting.connection, mine.id)
            for box, text in cleaned:
                if text:
                    name = things.new_id(sitting.connection, "point")
                    reviews.add_point(sitting.connection, mine.id, Point(name, box, text))
            things.touch(sitting.connection, mine.id, sitting.now)
            reviews.index_review(sitting.connection, mine.id)
            return self._settled(sitting, request.id, touch=False)

    def _author_changes(self, request_id: str, changes: dict[str, object], how: Ended) -> ReviewRequest:
        with self._desk.writing() as sitting:
            request = self._own_open(sitting, request_id)
            changes |= {"closed": sitting.now}
            for review in request.reviews:
                if review.state != "sent" or changes["state"] == "withdrawn":  # what was sent is read on once it closes
                    places.keep_words(sitting, request.id, review)
            reviews.change(sitting.connection, request.id, changes)
            return self._settled(sitting, request.id, how=how)

    def _settled(
        self, sitting: Sitting, request_id: str, *, touch: bool = True, how: Asked | Ended | None = None
    ) -> ReviewRequest:
        """Bring a request's grants in line with what happened, and return it as the reader may see it now."""
        if touch:
            things.touch(sitting.connection, request_id, sitting.now)
        thing = things.ref(sitting.connection, request_id)
        request = reviews.with_id(sitting.connection, Reader(thing.owner_id), request_id)
        if request is None:
            raise things.not_found(["request"])
        places.regrant(sitting, thing, request, how)
        return as_seen_by(request, sitting.reader.id)
