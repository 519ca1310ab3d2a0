import { PARTNER_TYPES, type PartnerType } from '../../src/domain/partner';

/** All types in the order of their words, for lists to choose from. */
export const PARTNER_TYPE_LIST: readonly { readonly id: PartnerType; readonly name: string }[] = Object.entries(
  PARTNER_TYPES,
)
  .map(([id, name]) => ({ id: id as PartnerType, name }))
  .sort((a, b) => a.name.localeCompare(b.name));

/** "Importer, Warehouse" */
export const typeWords = (types: readonly PartnerType[]): string => types.map((type) => PARTNER_TYPES[type]).join(', ');
