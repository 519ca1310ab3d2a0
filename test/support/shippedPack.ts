import path from 'node:path';
import { loadContent } from '../../src/content/load';
import type { PartnerType } from '../../src/domain/partner';
import { composeQuestionnaire, type Questionnaire } from '../../src/domain/questionnaire';
import { textIn } from '../../src/domain/text';

/** What the built product asks a partner of this type with one site that nobody named, so that no test knows the texts by heart. */
export function shippedQuestionnaire(type: PartnerType): Questionnaire {
  const { sections, questions, packs } = loadContent(path.resolve('dist/content'));
  const [pack] = packs;
  if (!pack) throw new Error('The built product has no program.');
  return composeQuestionnaire({ sections, questions, pack, partnerTypes: [type], sites: [] });
}

const asPattern = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

/** A company section with a yes/no question that wants proof and another one, both asked of everybody of the type. */
export function sectionWithProof(type: PartnerType) {
  for (const { id, level, title, questions } of shippedQuestionnaire(type).sections) {
    const plain = questions.filter((each) => each.type === 'yesPartlyNo' && !each.gate);
    const proven = plain.find(({ evidenceWanted }) => evidenceWanted);
    const other = plain.find((each) => each !== proven);
    if (level !== 'company' || !proven || !other) continue;
    return {
      id,
      title: textIn(title),
      proven: { id: proven.id, text: asPattern(textIn(proven.text)) },
      other: { id: other.id, text: asPattern(textIn(other.text)) },
    };
  }
  throw new Error(`No section for ${type} has two plain yes/no questions, one with proof.`);
}
