import type { Credential } from '../entra/credential';
import type { Changes, Clock, Directory, Log, Stores } from '../useCases/ports';
import { type ChangeFeed, createChangeFeed } from './changeFeed';
import { ChangesHub } from './changesHub';
import { createGraph, type Graph, type Usage } from './client/graph';
import type { Transport } from './client/transport';
import { authorityDocumentStore } from './authorityDocumentStore';
import { applicabilityCodec } from './codecs/applicability';
import { assessmentCodec } from './codecs/assessment';
import { authorityDocumentCodec } from './codecs/authorityDocument';
import { campaignCodec } from './codecs/campaign';
import type { Codec } from './codecs/codec';
import { contactCodec } from './codecs/contact';
import { conversationCodec } from './codecs/conversation';
import { deliveryCodec } from './codecs/delivery';
import { evidenceCodec } from './codecs/evidence';
import { journalEntryCodec } from './codecs/journalEntry';
import { linkCodec } from './codecs/link';
import { partnerCodec } from './codecs/partner';
import { partnerImportCodec } from './codecs/partnerImport';
import { partnerRequestCodec } from './codecs/partnerRequest';
import { sectionCodec } from './codecs/section';
import { createDirectory } from './directory';
import { documentStore } from './documentStore';
import { evidenceStore } from './evidenceStore';
import { type EditHooks, Intake } from './intake';
import { type Feed, ListFeed } from './listFeed';
import { declaredLists } from './lists';
import type { ListDeclaration } from './lists/declaration';
import { frozenContents, importFiles, scores, submissions } from './lists/system';
import { checkSchema, Places } from './places';
import { mendingOf, Quarantine, type RowInQuarantine } from './quarantine';
import { ReadModel } from './readModel';
import { recordStore } from './recordStore';
import { sectionStore } from './sectionStore';
import { emptySpool } from './spool';

export { asJob } from './client/priority';
export type { ChangeFeed, FeedStatus } from './changeFeed';
export type { EditHooks } from './intake';
export type { RowInQuarantine } from './quarantine';

/** Who saved answers so shortly before a start is probably still at it. */
const LATELY_MS = 15 * 60_000;

/** The part of the configuration that SharePoint needs. */
export interface SharePointSettings {
  readonly tenantId: string;
  readonly loginBaseUrl: string;
  readonly graphBaseUrl: string;
  readonly clientId: string;
  readonly credential: Credential;
  readonly recordsSiteId: string;
  readonly systemSiteId: string;
  readonly stateDir: string;
  readonly resourceUnitsPerMinute: number;
}

export interface SharePointDeps extends EditHooks {
  readonly clock: Clock;
  readonly log: Log;
  /** For tests that need to see or break what goes over the wire. */
  readonly transport?: Transport;
}

export interface SharePoint {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly feed: ChangeFeed;
  readonly directory: Directory;
  /** For other callers of Graph with the same identity, budget and retry policy: mail, Teams. */
  readonly graph: Graph;
  /** Rows that people have made unreadable; they stay untouched until mended in SharePoint. */
  quarantine(): readonly RowInQuarantine[];
  usage(): Usage;
  /** Stops the feed, writes snapshots and closes connections. */
  close(): Promise<void>;
}

/** All of SharePoint and Graph behind the ports. Nothing is called before `feed.start()`. */
export function createSharePoint(settings: SharePointSettings, deps: SharePointDeps): SharePoint {
  const { clock, log } = deps;
  const graph = createGraph({
    ...settings,
    clock,
    log,
    ruPerMinute: settings.resourceUnitsPerMinute,
    transport: deps.transport,
  });
  const places = new Places();
  const quarantine = new Quarantine(log);
  const hub = new ChangesHub(clock, log);
  const feeds: Feed[] = [];
  const lists = new Map<string, ListDeclaration>();

  const follow = <T extends { readonly key: string }>(codec: Codec<T>): Intake<T> => {
    const model = new ReadModel<T>(codec.indexes);
    const { clientId } = settings;
    const intake = new Intake<T>({ codec, model, graph, places, clientId, quarantine, hub, hooks: deps, log });
    feeds.push(new ListFeed<T>(intake, settings.stateDir));
    lists.set(codec.noun, codec.list);
    return intake;
  };
  const documents = (library: typeof submissions) => documentStore(graph, places, library);

  const evidence = evidenceStore(follow(evidenceCodec), settings.stateDir);
  const sections = sectionStore(follow(sectionCodec));
  const documentsOfAuthorities = authorityDocumentStore(follow(authorityDocumentCodec), settings.stateDir);
  const stores: Stores = {
    partners: recordStore(follow(partnerCodec)),
    contacts: recordStore(follow(contactCodec)),
    campaigns: recordStore(follow(campaignCodec)),
    assessments: recordStore(follow(assessmentCodec)),
    sections,
    evidence,
    deliveries: recordStore(follow(deliveryCodec)),
    links: recordStore(follow(linkCodec)),
    conversations: recordStore(follow(conversationCodec)),
    journal: recordStore(follow(journalEntryCodec)),
    imports: recordStore(follow(partnerImportCodec)),
    partnerRequests: recordStore(follow(partnerRequestCodec)),
    applicability: recordStore(follow(applicabilityCodec)),
    authorityDocuments: documentsOfAuthorities,
    submissions: documents(submissions),
    scores: documents(scores),
    frozenContents: documents(frozenContents),
    importFiles: documents(importFiles),
  };
  const sites = { records: settings.recordsSiteId, system: settings.systemSiteId };
  const feed = createChangeFeed({
    connect: async () => places.fill(await checkSchema(graph, sites, declaredLists)),
    beforeReady: () => sections.readLatest(new Date(clock.now().getTime() - LATELY_MS).toISOString()),
    onReady: async () => {
      await emptySpool(settings.stateDir);
      await evidence.removeLeftOvers();
      await documentsOfAuthorities.removeLeftOvers();
    },
    feeds,
    hub,
    clock,
    log,
  });

  return {
    stores,
    changes: hub,
    feed,
    directory: createDirectory(graph),
    graph,
    quarantine: () =>
      quarantine.list().flatMap((row) => {
        const list = lists.get(row.noun);
        if (!list) return [];
        const where = { list: list.name, site: list.site, url: places.pageOf(list, row.itemId) };
        return [{ ...row, ...where, mending: mendingOf(row.reason) }];
      }),
    usage: () => graph.usage(),
    close: async () => {
      await feed.stop();
      await graph.close();
    },
  };
}
