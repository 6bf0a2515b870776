"""The files of a small course: whole and good."""

MODULE = "modules/01-first-steps"
LESSON, SECOND, QUIZ = f"{MODULE}/lessons/1-the-minimum.md", f"{MODULE}/lessons/2-the-wounded.md", f"{MODULE}/quiz.yaml"
BANK, SCENARIO = f"{MODULE}/bank.yaml", f"{MODULE}/scenarios/checkpoint.yaml"
TOPICS, INSTRUMENTS, RULES = "law/topics.yaml", "law/instruments.yaml", "law/rules/gc-i.yaml"

FILES = {
    "course.yaml": """\
key: small
title: A small course
achievement:
  key: small-badge
  name: What a small course earns
modules:
  - 01-first-steps
""",
    TOPICS: """\
- {key: treatment, name: Humane treatment}
- {key: wounded, name: Wounded and sick}
""",
    INSTRUMENTS: """\
- key: gc-i
  short: GC I
  title: First Geneva Convention
  kind: treaty
  year: 1949
  url: https://law.example/gc-i
- key: policy
  short: Policy
  title: A policy of the mission
  kind: un-policy
""",
    RULES: """\
- provision: Art 3
  title: The minimum
  gist: Treat everyone humanely.
  applies: niac
  topics: [treatment, wounded]
- provision: Art 12
  title: Care for the wounded
  gist: Care goes by medical need alone.
  applies: iac
  topics: [wounded]
""",
    "law/rules/policy.yaml": """\
- provision: para 1
  title: Tell what you see
  gist: Report what you see.
  applies: un-policy
""",
    f"{MODULE}/module.yaml": """\
title: First steps
number: 1
summary: How to begin.
objectives:
  - Treat everyone humanely.
activities:
  - lessons/1-the-minimum.md
  - lessons/2-the-wounded.md
  - scenarios/checkpoint.yaml
  - quiz.yaml
""",
    LESSON: """\
---
title: The minimum
number: "1.1"
level: everyone
minutes: 10
summary: What holds for everyone.
objectives:
  - Say whom the minimum protects.
cites: [GC I Art 12]
review:
  - Confirm the number.
---
::: situation At the post
A man kneels in the sun.

What do you do?
:::

::: rule
Treat everyone humanely.

cite: GC I Art 3; Policy para 1
:::

## What it means
Care goes by *medical need* alone.

cite: GC I Art 12

| Sign | Meaning |
|------|---------|
| Red cross | Do not attack |

::: do
- Give water.
:::
::: dont
- Do not bind the eyes.
:::

::: case What happened
A man was left in the sun.

cite: GC I Art 3
:::

::: check
What do you do?

- [ ] Nothing.
  > He is in your hands.
- [x] Bring him into the shade.
  > That is the minimum.
:::

::: level ncos
## For section commanders
Report it at once.
:::
""",
    SECOND: """\
---
title: The wounded
number: "1.2"
minutes: 8
objectives:
  - Say who is cared for first.
---
Who needs help most is helped first.

cite: GC I Art 12
""",
    SCENARIO: """\
title: Checkpoint
minutes: 10
family: protect
summary: A car does not stop.
role: You command a checkpoint. Your orders decide the detail.
meters:
  - key: people
    name: People protected
    start: 2
    max: 5
    bands:
      - {up_to: 5, says: People were safe.}
flags:
  - {key: warned, name: They were warned}
start: arrival
scenes:
  - key: arrival
    title: A car comes
    body: |
      It does not slow down.
    choices:
      - key: signal
        text: Signal again.
        to: stops
        quality: right
        effects: [people +1, set warned]
      - key: fire
        text: Fire at once.
        to: bad-night
        quality: unlawful
        feedback: Nobody was in danger.
        cites: [GC I Art 3]
  - key: stops
    title: The car stops
    body: A family sits in it.
    routes:
      - {when: {all: [warned]}, to: quiet-night}
      - {to: bad-night}
endings:
  - key: quiet-night
    title: A quiet night
    outcome: good
    body: Everyone is safe.
    debrief: A signal was enough.
  - key: bad-night
    title: A bad night
    outcome: bad
    body: A man is dead.
    debrief: Force comes last.
passes:
  unlawful: 0
  meters: [people >= 2]
""",
    BANK: """\
title: First steps
items:
  - key: kneeling-man
    kind: single
    topic: treatment
    cites: [GC I Art 3]
    stem: A man kneels in the sun. What do you do?
    options:
      - right: Bring him into the shade.
        because: That is the minimum.
      - wrong: Leave him there.
        because: He is in your hands.
  - key: what-is-owed
    kind: multiple
    topic: treatment
    cites: [GC I Art 3, Policy para 1]
    stem: What do you owe him?
    options:
      - right: Water.
        because: Everyone needs it.
      - right: Shade.
        because: The sun harms him.
      - wrong: A rifle.
        because: He is a captive.
  - key: need-alone
    kind: true-false
    topic: wounded
    cites: [GC I Art 12]
    stem: Care goes by medical need alone.
    options:
      - right: True
        because: Nothing else counts.
      - wrong: False
        because: Rank does not count.
""",
    QUIZ: """\
title: First quiz
minutes: 10
draw:
  - {topic: treatment, count: 2}
  - {count: 1}
""",
}
