/* The engine of scenarios, as scenarios/engine.py: state in, state out. Both answer tests/scenarios/engine_vectors.json.
   Stories and states are the plain documents that an edition and a decision hold. */
(function (root) {
  "use strict";

  const COMPARISONS = {
    "meter-at-least": (value, number) => value >= number,
    "meter-equals": (value, number) => value === number,
    "meter-at-most": (value, number) => value <= number,
  };

  function isMet(test, state, level) {
    const number = test.number || 0;
    switch (test.test) {
      case "flag-set": return state.flags.includes(test.subject);
      case "flag-clear": return !state.flags.includes(test.subject);
      case "seen": return state.visited.includes(test.subject);
      case "chose": return state.chosen.includes(test.subject);
      case "level-at-least": return level >= number;
      default: {
        const compare = COMPARISONS[test.test];
        if (!compare || !Object.hasOwn(state.meters, test.subject)) throw new Error(`No such test: ${test.test} ${test.subject}`);
        return compare(state.meters[test.subject], number);
      }
    }
  }

  function combined(combine, answers) {
    if (!answers.length) return true;
    return combine === "any" ? answers.some(Boolean) : answers.every(Boolean);
  }

  function holds(condition, state, level) {
    if (!condition) return true;
    const answers = (condition.tests || []).map((test) => isMet(test, state, level));
    for (const group of condition.groups || []) {
      if ((group.tests || []).length) answers.push(combined(group.combine, group.tests.map((test) => isMet(test, state, level))));
    }
    return combined(condition.combine, answers);
  }

  const found = (parts, key) => (parts || []).find((part) => part.key === key);
  const withKey = (keys, key) => (keys.includes(key) ? keys : [...keys, key]);

  function withEffects(story, state, effects) {
    const meters = { ...state.meters };
    const flags = new Set(state.flags);
    for (const effect of effects || []) {
      if (effect.effect === "set-flag") flags.add(effect.subject);
      else if (effect.effect === "clear-flag") flags.delete(effect.subject);
      else {
        const meter = found(story.meters, effect.subject);
        if (!meter) throw new Error(`No such meter: ${effect.subject}`);
        const base = effect.effect === "add" ? meters[effect.subject] : 0;
        meters[effect.subject] = Math.min(Math.max(base + (effect.number || 0), meter.minimum || 0), meter.maximum);
      }
    }
    return { ...state, meters, flags: [...flags].sort() };
  }

  function arrive(story, before, target, level) {
    let state = { ...before, through: [] };
    let key = target;
    const passed = new Set();
    while (!found(story.endings, key)) {
      const scene = found(story.scenes, key);
      if (!scene) throw new Error(`No such scene: ${key}`);
      state = { ...state, scene: key, visited: withKey(state.visited, key) };
      const now = state;
      const route = (scene.routes || []).find((each) => holds(each.when, now, level));
      const mark = `${key} ${state.visited.length}`;
      if (!route || passed.has(mark)) return state;
      passed.add(mark);
      state = { ...state, through: withKey(state.through, key) };
      key = route.target;
    }
    return { ...state, scene: key };
  }

  function start(story, level) {
    const meters = Object.fromEntries((story.meters || []).map((meter) => [meter.key, meter.start]));
    return arrive(story, { scene: "", meters, flags: [], visited: [], chosen: [], through: [] }, story.start, level);
  }

  /* The choices of the scene, as {choice, isOpen, reason}; what is closed without a reason is hidden. */
  function offers(story, state, level) {
    const scene = found(story.scenes, state.scene);
    return (scene ? scene.choices || [] : [])
      .map((choice) => ({ choice, isOpen: holds(choice.when, state, level) }))
      .map((offer) => ({ ...offer, reason: offer.isOpen ? "" : offer.choice.unmet_reason || "" }))
      .filter((offer) => offer.isOpen || offer.reason);
  }

  function choose(story, state, key, level) {
    const offer = offers(story, state, level).find((each) => each.choice.key === key && each.isOpen);
    if (!offer) throw new Error(`Not open: ${key}`);
    const changed = withEffects(story, state, offer.choice.effects);
    return arrive(story, { ...changed, chosen: withKey(changed.chosen, `${state.scene}/${key}`) }, offer.choice.target, level);
  }

  const hasEnded = (story, state) => Boolean(found(story.endings, state.scene));

  root.scenarioEngine = { holds, withEffects, arrive, start, offers, choose, hasEnded };
})(globalThis);
