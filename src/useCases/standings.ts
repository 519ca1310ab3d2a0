import type { ScoreFigures } from '../domain/assessment';
import type { ReachGroup } from '../domain/delivery';
import type { Partner } from '../domain/partner';
import type { Changes, Stores } from './ports';
import type { AssessmentProgress } from './progress';
import type { CurrentAssessment, ReadIndex } from './readIndex';
import { touchedPartner } from './touchedPartner';

/** How a partner stands, as lists and counts show it. */
export interface Standing {
  /** Contacts who answer for it now. */
  readonly contacts: number;
  /** Of the newest campaign that asks it. */
  readonly newest?: CurrentAssessment;
  /** Of the newest campaign that is not closed. */
  readonly asked?: CurrentAssessment;
  /** By campaign key. */
  readonly groups: ReadonlyMap<string, ReachGroup>;
  /** 0 to 100, of the newest; absent while nobody can tell. */
  readonly percent?: number;
  /** Of the newest assessment that was scored. */
  readonly figures?: ScoreFigures;
  /** ISO time of the last thing that happened in the newest assessment. */
  readonly changedAt?: string;
}

export interface Standings {
  of(partner: Partner): Standing;
}

/**
 * How every partner stands, made once and made again only for the partners that something happened to: a page over ten
 * thousand of them costs as much as what changed.
 */
export function createStandings(deps: {
  stores: Stores;
  changes: Pick<Changes, 'onChange'>;
  index: ReadIndex;
  progress: AssessmentProgress;
}): Standings {
  const { stores, index, progress } = deps;
  const kept = new Map<string, Standing>();

  const forget = (noun: string, key: string): void => {
    const partnerKey = touchedPartner(stores, noun, key);
    if (partnerKey === 'all') kept.clear();
    else if (partnerKey !== undefined) kept.delete(partnerKey);
  };
  deps.changes.onChange((noun, keys) => {
    for (const key of keys) forget(noun, key);
  });
  progress.onLearn((assessmentKey) => forget('assessments', assessmentKey));

  const changedAt = ({ assessment }: CurrentAssessment): string => {
    const times = [
      assessment.submittedAt,
      assessment.figures?.scoredAt,
      ...stores.sections.heads(assessment.key).map(({ value }) => value.updatedAt),
      ...index.deliveriesOf(assessment.key).map(({ finalAt, queuedAt }) => finalAt ?? queuedAt),
    ];
    return times.reduce<string>(
      (latest, time) => (time !== undefined && time > latest ? time : latest),
      assessment.createdAt,
    );
  };

  const make = (partner: Partner): Standing => {
    const all = index.assessmentsOf(partner.key);
    const [newest] = all;
    const contacts = index.contactsOf(partner.key).filter(({ status }) => status === 'active').length;
    if (!newest) return { contacts, groups: new Map() };
    const { assessment, campaign } = newest;
    return {
      contacts,
      newest,
      asked: all.find((each) => each.campaign.status !== 'closed'),
      groups: new Map(all.map((each) => [each.campaign.key, index.groupOf(each.assessment)])),
      percent: assessment.status === 'submitted' ? 100 : progress.of(assessment, campaign, partner)?.percent,
      figures: all.find((each) => each.assessment.figures)?.assessment.figures,
      changedAt: changedAt(newest),
    };
  };

  return {
    of(partner) {
      const found = kept.get(partner.key);
      if (found) return found;
      const standing = make(partner);
      // While a campaign's questions are being read, the next look counts again.
      if (!standing.newest || standing.percent !== undefined) kept.set(partner.key, standing);
      return standing;
    },
  };
}
