import type { Figures } from '../../../src/contracts/common';
import type { PartnerRow } from '../../../src/contracts/partners';
import type { PartnerType } from '../../../src/domain/partner';

export const HOSTILE_NAME = '<img src=x onerror="window.hacked=1"> Trading & Co';
export const RTL_NAME = 'شركة الخليج للشحن والتفريغ (Gulf Stevedoring)';
export const LONG_NAME =
  'Compañía Transportadora Internacional de Carga Refrigerada y Perecederos del Pacífico Norte S.A. de C.V.';

/** A key of 26 signs that shows what it is for: `keyOf('p', 7)`. */
export const keyOf = (letter: string, number: number): string => `01k${letter}${String(number).padStart(22, '0')}`;

const KNOWN: readonly (readonly [string, string, string, PartnerType])[] = [
  ['Nguyễn Sea Foods JSC', 'VN', 'Haiphong', 'foreignManufacturer'],
  ['Aceros del Norte S.A. de C.V.', 'MX', 'Monterrey', 'foreignManufacturer'],
  ['Nordfrakt AB', 'SE', 'Göteborg', 'freightForwarder'],
  ['Harbourlink Logistics Ltd', 'HK', 'Kwai Chung', 'logisticsProvider'],
  [HOSTILE_NAME, 'US', 'Laredo', 'warehouse'],
  [RTL_NAME, 'AE', 'Dubai', 'terminalOperator'],
  [LONG_NAME, 'MX', 'Mazatlán', 'mexicanLongHaulCarrier'],
  ['Prairie Cold Storage Inc.', 'CA', 'Winnipeg', 'warehouse'],
  ['Great Lakes Customs Brokers', 'CA', 'Windsor', 'customsBroker'],
  ['Pacífico Sur Alimentos', 'CL', 'Valparaíso', 'exporter'],
  ['Mekong Rice Export Co.', 'VN', 'Cần Thơ', 'exporter'],
  ['Shenzhen Precision Tools', 'CN', 'Shenzhen', 'foreignManufacturer'],
  ['Rotterdam Terminal Services', 'NL', 'Rotterdam', 'terminalOperator'],
  ['Maple Leaf Haulage', 'CA', 'Mississauga', 'highwayCarrier'],
  ['Secure Guard Partners', 'CA', 'Toronto', 'guardFirm'],
  ['Clean Sweep Services', 'CA', 'Toronto', 'cleaningFirm'],
  ['Baltic Air Cargo', 'LV', 'Rīga', 'airCarrier'],
  ['Atlas Ocean Lines', 'DE', 'Hamburg', 'seaCarrier'],
  ['Sonora Trucking', 'MX', 'Nogales', 'mexicanLongHaulCarrier'],
  ['Lakehead Rail', 'CA', 'Thunder Bay', 'railCarrier'],
  ['Andes Frutas', 'PE', 'Lima', 'exporter'],
  ['Nova IT Systems', 'CA', 'Ottawa', 'itProvider'],
  ['Quick Courier', 'CA', 'Toronto', 'courier'],
  ['Trailer Lease North', 'CA', 'Calgary', 'equipmentLessor'],
];
const THREAT: Readonly<Record<string, 1 | 2 | 3>> = { MX: 3, VN: 2, CN: 2, PE: 2, AE: 2, US: 2, CL: 1 };

function figuresOf(index: number, country: string): Figures | undefined {
  if (index % 4 === 3) return undefined;
  const threat = THREAT[country] ?? 1;
  const openMusts = index % 3 === 0 ? 0 : 1 + ((index * 7) % 9);
  const unproven = (index * 5) % 23;
  const vulnerability = openMusts > 0 ? 3 : unproven > 0 ? 2 : 1;
  const bands = { 1: 'low', 2: 'low', 3: 'medium', 4: 'medium', 6: 'high', 9: 'high' } as const;
  const risk = bands[(threat * vulnerability) as keyof typeof bands];
  return {
    openMusts,
    unproven,
    unanswered: index % 5,
    threat,
    threatTotal: 5 + threat * 3,
    vulnerabilityDeclared: vulnerability,
    vulnerabilityEvidenced: vulnerability,
    riskDeclared: risk,
    riskEvidenced: risk,
    scoredAt: '2026-11-20T14:10:00Z',
  };
}

function rowOf(index: number): PartnerRow {
  const known = KNOWN[index % KNOWN.length];
  if (!known) throw new Error('no sample');
  const [name, country, city, type] = known;
  const figures = figuresOf(index, country);
  const group = figures ? 'done' : (['reached', 'waiting', 'notReached'] as const)[Math.floor(index / 4) % 3];
  return {
    key: keyOf('p', index),
    name: index < KNOWN.length ? name : `${name} ${Math.floor(index / KNOWN.length) + 1}`,
    country,
    city,
    types: [type],
    ownerName: index % 3 === 0 ? 'Luis Ortega' : undefined,
    contacts: group === 'notReached' ? 0 : 1 + (index % 2),
    group,
    progress: figures ? 100 : (index * 13) % 90,
    figures,
    threat: THREAT[country] ?? 1,
    changedAt: new Date(Date.parse('2026-11-20T14:10:00Z') - index * 3_600_000).toISOString(),
  };
}

/** So many partners; the first 24 have names of their own, among them a hostile, a right-to-left and a very long one. */
export const samplePartners = (count: number): PartnerRow[] =>
  Array.from({ length: count }, (_, index) => rowOf(index));
