import { withoutDoubledStops } from '../../src/domain/text';

it.each([
  ['Send it to Northgate Inc.. You can wait.', 'Send it to Northgate Inc. You can wait.'],
  ['for Aceros S.A. de C.V..', 'for Aceros S.A. de C.V.'],
  ['Wait... then go.', 'Wait... then go.'],
  ['../seals.pdf and a..b', '../seals.pdf and a..b'],
])('one full stop ends a sentence: %s', (text, expected) => {
  expect(withoutDoubledStops(text)).toBe(expected);
});
