"""What the live loop has left to do, the most urgent first, and what follows from what was done."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from compendium.book.preview.warm import Job, Reply


@dataclass
class Work:
    """What is left to do; pages by name.

    ``unread`` were saved since the warm process read them, ``outdated`` rest on what changed, ``learn`` were read well
    by a fork. ``pages`` are the next to be made, behind the ``runs`` of their chapters. ``elsewhere`` is a print of
    what other pages say of each.
    """

    unread: set[str] = field(default_factory=set)
    pages: list[str] = field(default_factory=list)
    outdated: set[str] = field(default_factory=set)
    runs: list[str] = field(default_factory=list)
    ledger: list[str] = field(default_factory=list)
    learn: set[str] = field(default_factory=set)
    elsewhere: dict[str, str] = field(default_factory=dict)
    whole_ledger: bool = False
    evidence: bool = False
    derive: bool = False
    check: bool = False

    def first(self, names: Iterable[str]) -> None:
        """Put some pages of the story before all others."""
        wanted = list(dict.fromkeys(names))
        self.pages = [*wanted, *(name for name in self.pages if name not in wanted)]

    def next(self, opened: set[str]) -> Job | None:
        """The next piece of work; what somebody looks at comes before what nobody does."""
        return self._urgent(opened) or self._when_quiet(opened)

    def _urgent(self, opened: set[str]) -> Job | None:
        """What an author who has just saved waits for."""
        if self.evidence:
            return Job("evidence")
        if self.runs:
            return Job("run", write=(self.runs[0],))
        if self.pages:
            # until tables and chapters follow the records, pages show the new claims and the last results
            return self._page(next((each for each in self.pages if each in opened), self.pages[0]), anyway=self.derive)
        if self.ledger:
            return Job("ledger", write=tuple(self.ledger))
        return Job("check") if self.check else None

    def _when_quiet(self, opened: set[str]) -> Job | None:
        """What nobody waits for."""
        if self.derive:
            return Job("run")
        if seen := sorted(self.outdated & opened):
            return self._page(seen[0])
        if self.learn:
            return Job("learn", tuple(sorted(self.learn)))
        if self.outdated:
            return self._page(min(self.outdated))
        return Job("ledger") if self.whole_ledger else None

    def _page(self, name: str, *, anyway: bool = False) -> Job:
        return Job("pages", tuple(sorted(self.unread | ({name} & self.outdated))), (name,), anyway)

    def took_page(self, job: Job, answer: Reply, story: set[str]) -> None:
        """A page was made, or its chapter must run first, or it could not be made."""
        name = job.write[0]
        self.pages = [each for each in self.pages if each != name]
        self.outdated.discard(name)
        if answer.due:
            self.runs += [each for each in answer.due if each not in self.runs]
            self.unread.add(name)
            self.pages.insert(0, name)
        elif answer.problems:
            # others are made without it, until it is saved again
            self.unread.discard(name)
        else:
            self.learn |= set(job.read)
            if answer.elsewhere != {each: self.elsewhere.get(each) for each in answer.elsewhere}:
                # its title stands in the navigation of all
                self.outdated |= story - {name}
                self.whole_ledger = True
            self.elsewhere |= answer.elsewhere

    def took_run(self, job: Job, answer: Reply, story: set[str]) -> None:
        """Chapters ran; where all were asked for, the tables are new as well."""
        self.runs = [name for name in self.runs if name not in job.write]
        self.derive = self.derive and bool(job.write)
        if answer.problems:
            self.pages = [name for name in self.pages if name not in job.write]
            self.unread -= set(job.write)
            return
        self.outdated |= {*answer.made, *answer.uses} if job.write else story
        self.check = self.check or not job.write
        self.whole_ledger = True

    def took_evidence(self, answer: Reply, story: set[str], opened: set[str]) -> None:
        """The records were read: every page rests on them, and those that print what changed come first."""
        self.evidence = False
        if answer.problems:
            return
        self.derive = self.whole_ledger = True
        self.outdated |= story
        self.first([*sorted(opened & story), *(each for each in answer.uses if each in story)])
        self.ledger = sorted({*answer.uses, *opened} - story)

    def took_ledger(self, job: Job) -> None:
        """Pages of the ledger were made: those named, or all."""
        self.ledger = [name for name in self.ledger if job.write and name not in job.write]
        self.whole_ledger = self.whole_ledger and bool(job.write)

    def learned(self, job: Job) -> None:
        """The warm process itself has read pages as they are now."""
        self.learn -= set(job.read)
        self.unread -= set(job.read)
