import type {
  AddSiteInput,
  ColleagueView,
  CopySiteInput,
  DelegateInput,
  DelegationView,
  HelpInput,
  HelpThread,
  NamedColleague,
  NotMeInput,
  Pulse,
  SectionPlaceView,
  SiteView,
  WidenInput,
} from '../../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import { GUADALUPE, type StubQuestionnaire, type Who } from './stubQuestionnaire';

export interface StubReply {
  readonly status: number;
  readonly json?: unknown;
}

export const JUAN: Who = { id: 'contact:juan', name: 'Juan Pérez' };
const LUPE_KEY = '01j9zq3k5v7x9b2d4f6h8k0m01';
export const JUAN_KEY = '01j9zq3k5v7x9b2d4f6h8k0m02';
const DONE: StubReply = { status: 204 };
const problem = (status: number, code: string, message: string): StubReply => ({ status, json: { code, message } });

/** The same part, whichever object says it. */
const isSame = (a: SectionPlaceView, b: SectionPlaceView): boolean =>
  a.sectionId === b.sectionId && a.siteId === b.siteId;

/** Several people at one questionnaire, in memory: sites, handing over, help, and what a pulse says of it. */
export class StubTogether {
  colleagues: ColleagueView[] = [
    { contactKey: LUPE_KEY, name: GUADALUPE.name, isYou: true, access: 'whole' },
    { contactKey: JUAN_KEY, name: JUAN.name, jobTitle: 'Plant manager', isYou: false, access: 'whole' },
  ];
  delegations: DelegationView[] = [];
  help: HelpThread[] = [];
  named: NamedColleague[] = [];
  remindOn: string | undefined;
  sites: SiteView[];
  /** Set for a reader who answers these parts only. */
  yourPlaces: SectionPlaceView[] | undefined;
  /** By `question@site`: the site whose answer was taken over, and that answer. */
  copied = new Map<string, { from: string; value: string }>();
  collaboration = 1;
  /** The code is asked for before anybody is named. */
  wantsCode = false;
  /** A name with this domain is agreed to at once. */
  ownDomain = 'acerosdelnorte.example';
  /** Bodies of the calls, newest last. */
  readonly bodies: unknown[] = [];
  private count = 0;

  constructor(readonly questionnaire: StubQuestionnaire) {
    this.sites = questionnaire.names.sites.map(({ id, name }) => ({ id, name, isAddedByPartner: false }));
  }

  private key(): string {
    this.count += 1;
    return `01j9zq3k5v7x9b2d4f6h8k1${String(this.count).padStart(3, '0')}`;
  }

  /** Juan is the reader now, with these parts from Guadalupe. */
  becomeDelegated(places: SectionPlaceView[], note?: string): void {
    this.yourPlaces = places;
    this.colleagues = this.colleagues.map((each) => ({
      ...each,
      isYou: each.contactKey === JUAN_KEY,
      access: each.contactKey === JUAN_KEY ? 'delegated' : 'whole',
    }));
    this.delegations = [this.delegation(places, JUAN_KEY, JUAN.name, note)];
  }

  private delegation(places: SectionPlaceView[], contactKey: string, name: string, note?: string): DelegationView {
    const by = { contactKey: LUPE_KEY, name: GUADALUPE.name };
    const words = note ? { note } : {};
    return {
      key: this.key(),
      places,
      to: { contactKey, name },
      by,
      at: '2026-05-03T10:42:00.000Z',
      ...words,
      state: 'open',
    };
  }

  view(): QuestionnaireView {
    const view = this.questionnaire.view();
    const isMine = (place: SectionPlaceView): boolean => this.yourPlaces?.some((each) => isSame(each, place)) ?? true;
    return {
      ...view,
      ...(this.yourPlaces ? { contactName: JUAN.name, yourPlaces: this.yourPlaces } : {}),
      sections: view.sections.filter(({ id, siteId }) => isMine({ sectionId: id, siteId })),
      answers: view.answers.map((answer) => {
        const copy = this.copied.get(`${answer.questionId}@${answer.siteId}`);
        return copy?.value === JSON.stringify(answer.value) ? { ...answer, copiedFrom: copy.from } : answer;
      }),
      progress: { ...view.progress, missing: view.progress.missing.filter(isMine) },
      sites: this.sites,
      colleagues: this.colleagues,
      delegations: this.delegations,
      help: this.help,
      named: this.named,
      ...(this.remindOn ? { remindOn: this.remindOn } : {}),
    };
  }

  pulse(): Pulse {
    const { questionnaire } = this;
    return {
      status: questionnaire.submitted ? 'submitted' : 'open',
      sections: [...questionnaire.rows.values()].map((row) => ({
        sectionId: row.sectionId,
        ...(row.siteId === undefined ? {} : { siteId: row.siteId }),
        revision: row.revision,
        savedBy: row.answers.findLast(({ by }) => by.id === row.updatedBy)?.by.name ?? '',
        savedAt: row.updatedAt,
      })),
      collaboration: this.collaboration,
    };
  }

  /** Somebody of the customer answers the newest question. */
  reply(text: string): void {
    const thread = this.help.at(-1);
    if (!thread) return;
    const message = { by: 'Maya Okafor', isYou: false, at: '2026-05-04T09:00:00.000Z', text };
    this.help = this.help.map((each) =>
      each === thread ? { ...each, state: 'answered', messages: [...each.messages, message] } : each,
    );
    this.collaboration += 1;
  }

  private composeSites(): void {
    this.questionnaire.compose(this.sites.map(({ id, name }) => ({ id, name: name ?? 'Site' })));
    this.collaboration += 1;
  }

  private copySite(to: string, { fromSiteId, sectionId, mode }: CopySiteInput): StubReply {
    const { questionnaire } = this;
    let copied = 0;
    let kept = 0;
    for (const section of questionnaire.questionnaire.sections) {
      if (section.siteId !== to || (sectionId !== undefined && section.id !== sectionId)) continue;
      const answers = questionnaire.answers();
      const given = section.questions.flatMap(({ id }) => {
        const there = answers.get(`${id}@${fromSiteId}`);
        if (!there) return [];
        if (answers.get(`${id}@${to}`) && mode === 'missing') {
          kept += 1;
          return [];
        }
        copied += 1;
        this.copied.set(`${id}@${to}`, { from: fromSiteId, value: JSON.stringify(there.value) });
        return [{ questionId: id, value: there.value }];
      });
      const baseRevision = questionnaire.rows.get(`${section.id}|${to}`)?.revision ?? 0;
      if (given.length > 0) questionnaire.save(GUADALUPE, section.id, to, { baseRevision, answers: given });
    }
    return { status: 200, json: { copied, kept, saved: [] } };
  }

  private name(email: string, name: string, reason: 'notMe' | 'delegate', done: string): StubReply {
    if (email.endsWith(`@${this.ownDomain}`)) return { status: 200, json: { outcome: 'done', message: done } };
    this.named.push({ key: this.key(), reason, name, state: 'open' });
    const message = `The address of ${name} is not one of your own company, so Northgate Trading Ltd is asked first.`;
    return { status: 200, json: { outcome: 'waits', message } };
  }

  private delegate({ to, places, note }: DelegateInput): StubReply {
    const known =
      'contactKey' in to ? this.colleagues.find(({ contactKey }) => contactKey === to.contactKey) : undefined;
    if ('contactKey' in to) {
      this.delegations.push(this.delegation(places, to.contactKey, known?.name ?? '', note));
      const message = `${known?.name} gets a message with a link of their own.`;
      return { status: 200, json: { outcome: 'done', message } };
    }
    const reply = this.name(to.email, to.name, 'delegate', `${to.name} gets a message with a link of their own.`);
    if (to.email.endsWith(`@${this.ownDomain}`)) {
      const contactKey = this.key();
      this.colleagues.push({ contactKey, name: to.name, isYou: false, access: 'delegated' });
      this.delegations.push(this.delegation(places, contactKey, to.name, note));
    }
    return reply;
  }

  private ask({ text, place }: HelpInput): StubReply {
    const about = this.questionnaire
      .view()
      .sections.flatMap(({ questions }) => questions)
      .find(({ id }) => id === place?.questionId)?.text;
    const key = this.key();
    const messages = [{ by: GUADALUPE.name, isYou: true, at: '2026-05-03T11:00:00.000Z', text }];
    this.help.push({ key, ...(about ? { about } : {}), ...(place ? { place } : {}), state: 'open', messages });
    return { status: 201, json: { key } };
  }

  /** The answer to a call, `undefined` for what is none of this. `route` begins behind the assessment. */
  call(method: string, route: string, body: () => unknown): StubReply | undefined {
    if (route === '/pulse') return { status: 200, json: this.pulse() };
    const [, noun, id] = route.split('/');
    const input = <T>(): T => {
      const json = body() as T;
      this.bodies.push(json);
      return json;
    };
    const isNaming = noun === 'not-me' || (noun === 'delegations' && method === 'POST');
    if (isNaming && this.wantsCode) return problem(403, 'codeNeeded', 'Please confirm that it is you.');
    switch (`${method} ${noun}`) {
      case 'POST sites': {
        if (route.endsWith('/copy')) return this.copySite(String(id), input<CopySiteInput>());
        const { name } = input<AddSiteInput>();
        const siteId = `site-${this.sites.length + 1}`;
        this.sites.push({ id: siteId, name, isAddedByPartner: true });
        this.composeSites();
        return { status: 201, json: { siteId } };
      }
      case 'PUT sites': {
        const { name } = input<{ name: string }>();
        this.sites = this.sites.map((site) => (site.id === id ? { ...site, name } : site));
        this.composeSites();
        return DONE;
      }
      case 'DELETE sites':
        this.sites = this.sites.filter((site) => site.id !== id);
        this.composeSites();
        return DONE;
      case 'POST delegations':
        return this.delegate(input<DelegateInput>());
      case 'POST whole':
      case 'DELETE whole': {
        const isAsked = method === 'POST';
        const key = isAsked ? input<WidenInput>().contactKey : id;
        this.colleagues = this.colleagues.map((each) =>
          each.contactKey === key ? { ...each, access: isAsked ? 'whole' : 'delegated', isWidened: isAsked } : each,
        );
        if (!isAsked) return DONE;
        return { status: 200, json: { outcome: 'done', message: 'She gets a message, and answers everything.' } };
      }
      case 'DELETE delegations':
        this.delegations = this.delegations.map((each) => (each.key === id ? { ...each, state: 'withdrawn' } : each));
        return DONE;
      case 'POST done':
        this.delegations = this.delegations.map((each) => ({ ...each, state: 'done' }));
        return DONE;
      case 'POST not-me': {
        const { colleague } = input<NotMeInput>();
        if (!colleague)
          return { status: 200, json: { outcome: 'told', message: 'Maya Okafor looks for somebody else.' } };
        const done = `${colleague.name} gets a message and answers in your place.`;
        return this.name(colleague.email, colleague.name, 'notMe', done);
      }
      case 'POST help': {
        if (id === undefined) return this.ask(input<HelpInput>());
        const { text } = input<{ text: string }>();
        const message = { by: GUADALUPE.name, isYou: true, at: '2026-05-04T10:00:00.000Z', text };
        this.help = this.help.map((each) =>
          each.key === id ? { ...each, state: 'open', messages: [...each.messages, message] } : each,
        );
        return DONE;
      }
      case 'PUT remind-on':
        this.remindOn = input<{ on: string | null }>().on ?? undefined;
        return DONE;
      default:
        return undefined;
    }
  }
}
