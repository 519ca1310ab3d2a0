import { z } from 'zod';
import { PARTNER_TYPES, type Partner, type PartnerType } from '../../domain/partner';
import { partners } from '../lists/records';
import { codec, optionalText, textCell, UnreadableRow } from './codec';

const partnerTypes = Object.keys(PARTNER_TYPES) as PartnerType[];

const shape = z.looseObject({
  key: z.string().min(1),
  name: z.string().min(1),
  tradingNames: z.array(z.string()),
  country: z.string().length(2),
  city: z.string().optional(),
  region: z.string().optional(),
  address: z.string().optional(),
  types: z.array(z.enum(partnerTypes)),
  reference: z.string().optional(),
  ownerId: z.string().optional(),
  ownerName: z.string().optional(),
  ownerEmail: z.string().optional(),
  sites: z.array(z.looseObject({ id: z.string(), name: z.string(), addedBy: z.string().optional() })).min(1),
  exposure: z.looseObject({
    shipmentsPerYear: z.number().optional(),
    isSoleSource: z.boolean().optional(),
    commodities: z.string().optional(),
  }),
  status: z.enum(['active', 'archived']),
  importedFrom: z.string().optional(),
});

export const partnerCodec = codec<Partner>(
  'partners',
  partners,
  shape,
  {
    Title: { show: ({ name }) => name, edit: (value, cell) => ({ ...value, name: textCell(cell, 'Name') }) },
    Country: { show: ({ country }) => country },
    City: { show: ({ city }) => city, edit: (value, cell) => ({ ...value, city: optionalText(cell) }) },
    Region: { show: ({ region }) => region, edit: (value, cell) => ({ ...value, region: optionalText(cell) }) },
    Reference: {
      show: ({ reference }) => reference,
      edit: (value, cell) => ({ ...value, reference: optionalText(cell) }),
    },
    Types: { show: ({ types }) => types.map((type) => PARTNER_TYPES[type]).join('; ') },
    Commodities: {
      show: ({ exposure }) => exposure.commodities,
      edit: (value, cell) => ({ ...value, exposure: { ...value.exposure, commodities: optionalText(cell) } }),
    },
    ShipmentsPerYear: {
      show: ({ exposure }) => exposure.shipmentsPerYear,
      edit: (value, cell) => ({ ...value, exposure: { ...value.exposure, shipmentsPerYear: shipments(cell) } }),
    },
    OwnerId: { show: ({ ownerId }) => ownerId },
    OwnerName: { show: ({ ownerName }) => ownerName },
    State: { show: ({ status }) => status },
  },
  { indexes: { country: ({ country }) => country } },
);

function shipments(cell: unknown): number | undefined {
  if (cell === null) return undefined;
  if (typeof cell !== 'number' || cell < 0) throw new UnreadableRow('The column Shipments a year is not a count.');
  return cell;
}
