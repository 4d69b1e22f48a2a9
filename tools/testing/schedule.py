"""Which test is next: of the steps whose builds are made, in their order, as many at a time as there are workers."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import plan


@dataclass(frozen=True)
class Task:
    """One test: what runs it, and how what it printed is counted."""

    name: str
    command: list
    preset: str  # whose server it is told of
    count: Callable


class Schedule:
    """Asked by several workers at once. A step's tests are known when its builds are made."""

    def __init__(self, steps, tasks_of):
        self.steps = steps
        self.tasks_of = tasks_of
        self.made_builds = set()
        self.waiting = {}  # the tasks of each step that are not taken; of those steps alone that are open
        self.running = {step: 0 for step in steps}
        self.given_up = False
        self.changed = threading.Condition()

    def needs(self):
        """The builds, in the order in which they are needed."""
        return list(dict.fromkeys(need for step in self.steps for need in step.needs))

    def made(self, build):
        with self.changed:
            self.made_builds.add(build)
            self.changed.notify_all()

    def ended(self, step):
        """A task of the step ended."""
        with self.changed:
            self.running[step] -= 1
            self.changed.notify_all()

    def give_up(self):
        with self.changed:
            self.given_up = True
            self.changed.notify_all()

    def is_given_up(self):
        with self.changed:
            return self.given_up

    def take(self):
        """A step and a task of it, as soon as one may run; None when there is no more."""
        with self.changed:
            while not self.given_up and not all(map(self.is_done, self.steps)):
                step = self.next_step()
                if step:
                    self.running[step] += 1
                    return step, self.waiting[step].pop(0)
                if not all(map(self.is_taken, self.steps)):
                    self.changed.wait()
                else:
                    return None
            return None

    def next_step(self):
        """Browsers first: they wait for each other, and so take longest in all."""
        ready = [step for step in self.steps if self.is_ready(step)]
        return next((step for step in ready if step.in_browser), next(iter(ready), None))

    def is_ready(self, step):
        if not self.made_builds.issuperset(step.needs):
            return False
        if step not in self.waiting:
            self.waiting[step] = self.tasks_of(step)
        if not self.waiting[step]:
            return False
        if step.in_browser and any(self.running[other] for other in self.steps if other.in_browser):
            return False
        return not plan.holds_answers(step) or all(map(self.is_done, self.asked_by(step)))

    def asked_by(self, step):
        """Those before a step that asked the same preset's server."""
        return [other for other in self.steps[: self.steps.index(step)] if plan.told_of(other) == plan.told_of(step)]

    def is_taken(self, step):
        return step in self.waiting and not self.waiting[step]

    def is_done(self, step):
        return self.is_taken(step) and not self.running[step]
