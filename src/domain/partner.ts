/** The kinds of business partner whose security matters, with the words that people read. */
export const PARTNER_TYPES = {
  importer: 'Importer',
  exporter: 'Exporter',
  foreignManufacturer: 'Foreign manufacturer',
  manufacturer: 'Manufacturer',
  highwayCarrier: 'Highway carrier',
  mexicanLongHaulCarrier: 'Mexican long-haul carrier',
  seaCarrier: 'Sea carrier',
  airCarrier: 'Air carrier',
  railCarrier: 'Rail carrier',
  customsBroker: 'Customs broker',
  freightForwarder: 'Freight forwarder',
  consolidator: 'Consolidator',
  logisticsProvider: 'Logistics provider',
  warehouse: 'Warehouse',
  terminalOperator: 'Terminal operator',
  courier: 'Courier',
  itProvider: 'IT provider',
  cleaningFirm: 'Cleaning firm',
  guardFirm: 'Guard firm',
  maintenanceShop: 'Maintenance shop',
  equipmentLessor: 'Equipment lessor',
  driverAgency: 'Driver agency',
  ownerOperator: 'Owner-operator',
} as const;

export type PartnerType = keyof typeof PARTNER_TYPES;

/** One of a partner's places. Its id is unique within the partner and never changes. */
export interface Site {
  readonly id: string;
  readonly name: string;
  /** Key of the contact who added it while answering; absent when the customer's people did. */
  readonly addedBy?: string;
}

/** The one site of a partner whose sites nobody has named. Its name is not shown: there is nothing to tell it from. */
export const MAIN_SITE: Site = { id: 'main', name: 'Main site' };

/** Whether this is the place that was there before anybody named one. It keeps its id, and so its answers, when it is named. */
export const isMainUnnamed = ({ id, name }: Pick<Site, 'id' | 'name'>): boolean =>
  id === MAIN_SITE.id && name === MAIN_SITE.name;

/** Whether there is one place alone and nobody has named it: then no place is mentioned at all. */
export const isUnnamedSite = (sites: readonly Pick<Site, 'id' | 'name'>[]): boolean =>
  sites.length === 1 && sites[0] !== undefined && isMainUnnamed(sites[0]);

/** How much of the company's trade hangs on a partner. Used to rank, never to rate. */
export interface Exposure {
  readonly shipmentsPerYear?: number;
  readonly isSoleSource?: boolean;
  readonly commodities?: string;
}

/** A business partner that is assessed: supplier, carrier, broker, warehouse, own affiliate. */
export interface Partner {
  /** ULID in lower case. */
  readonly key: string;
  readonly name: string;
  readonly tradingNames: readonly string[];
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  readonly city?: string;
  readonly region?: string;
  readonly address?: string;
  readonly types: readonly PartnerType[];
  /** The customer's own number for the partner, such as a vendor number. */
  readonly reference?: string;
  /** Entra object id of the buyer who owns the relation. */
  readonly ownerId?: string;
  readonly ownerName?: string;
  /** Lower case; as the directory had it when the owner was chosen. */
  readonly ownerEmail?: string;
  /** At least one; a partner without named sites has the one site `main`. */
  readonly sites: readonly Site[];
  readonly exposure: Exposure;
  readonly status: 'active' | 'archived';
  /** `importKey#rowNumber` of the import that made it. */
  readonly importedFrom?: string;
}

const FOLD = /[\u0300-\u036f]/g;

/** A name as duplicates are compared: without case, accents, punctuation and doubled spaces. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(FOLD, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Two partners with the same identity are one partner: same folded name, country, city and address. */
export const identityOf = (partner: Pick<Partner, 'name' | 'country' | 'city' | 'address'>): string =>
  [foldName(partner.name), partner.country, foldName(partner.city ?? ''), foldName(partner.address ?? '')].join('|');
