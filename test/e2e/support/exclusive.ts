import path from 'node:path';
import { loadContent } from '../../../src/content/load';
import { NOT_APPLICABLE_TEXT } from '../../../src/domain/question';
import { textIn } from '../../../src/domain/text';

let texts: ReadonlySet<string> | undefined;

/** Whether a choice of the built product stands alone, such as "None of these", so that no other goes with it. */
export function isExclusive(choice: string): boolean {
  texts ??= new Set([
    textIn(NOT_APPLICABLE_TEXT),
    ...loadContent(path.resolve('dist/content')).questions.flatMap(({ choices = [] }) =>
      choices.flatMap((each) => (each.exclusive ? [textIn(each.text)] : [])),
    ),
  ]);
  return texts.has(choice.trim());
}
