const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * What takes longest, first: begun last, one of them would run alone at the end. On a fresh checkout jest knows no
 * durations and goes by the size of files, which says nothing about a story of small files. Others follow in its order.
 */
const LONGEST = [
  'e2e/mainJob',
  'e2e/twoPlants',
  'kill/killService',
  'tab/accessibility',
  'local/shell',
  'tab/pages',
  'conformance/conformance',
  'security/badAnswers',
  'e2e/faults',
  'useCases/imports',
  'partner/slowLine',
  'partner/wholePackPage',
  'local/shellLists',
  'partner/sending',
  'local/shellControl',
  'ablation/ablation',
  'partner/questionKinds',
  'api/service',
  'partner/togetherProduct',
  'tab/requests',
  'partner/others',
  'conformance/clients',
  'conformance/besideProduct',
  'local/playground',
  'e2e/reminders',
  'e2e/askingForHelp',
  'partner/answering',
  'local/shellEditing',
  'partner/offline',
  'content/faultyContent',
  'partner/appearance',
  'content/lint',
];

const placeOf = ({ path }) => {
  const place = LONGEST.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
  return place === -1 ? LONGEST.length : place;
};

/** Jest's own order, with the longest test files before all others. */
class LongestFirst extends Sequencer {
  sort(tests) {
    // Sorting keeps the order of what has the same place.
    return super.sort(tests).sort((one, other) => placeOf(one) - placeOf(other));
  }
}

module.exports = LongestFirst;
