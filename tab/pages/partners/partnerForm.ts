import { z } from 'zod';
import { type PartnerInput, partnerInput } from '../../../src/contracts/partners';
import type { PartnerType } from '../../../src/domain/partner';

/** What the form holds: texts as typed. `partnerInput` says what is right. */
export interface PartnerFormValues {
  readonly name: string;
  readonly tradingNames: string;
  readonly country: string;
  readonly city: string;
  readonly region: string;
  readonly address: string;
  readonly types: readonly PartnerType[];
  readonly reference: string;
  readonly ownerEmail: string;
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  readonly shipmentsPerYear: string;
  readonly isSoleSource: boolean;
  readonly commodities: string;
}

export const EMPTY_PARTNER: PartnerFormValues = {
  name: '',
  tradingNames: '',
  country: '',
  city: '',
  region: '',
  address: '',
  types: [],
  reference: '',
  ownerEmail: '',
  sites: [],
  shipmentsPerYear: '',
  isSoleSource: false,
  commodities: '',
};

const orNone = (text: string): string | undefined => text.trim() || undefined;

/** The typed values as the API takes them; unchecked. */
export const partnerOf = (values: PartnerFormValues): z.input<typeof partnerInput> => ({
  name: values.name,
  tradingNames: values.tradingNames
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean),
  country: values.country,
  city: orNone(values.city),
  region: orNone(values.region),
  address: orNone(values.address),
  types: [...values.types],
  reference: orNone(values.reference),
  ownerEmail: values.ownerEmail.trim(),
  sites: [...values.sites],
  exposure: {
    shipmentsPerYear:
      values.shipmentsPerYear.trim() === ''
        ? undefined
        : Number(values.shipmentsPerYear.replaceAll(/[\s,.'\u2019]/g, '')),
    isSoleSource: values.isSoleSource || undefined,
    commodities: orNone(values.commodities),
  },
});

export const formOf = (partner: PartnerInput): PartnerFormValues => ({
  name: partner.name,
  tradingNames: partner.tradingNames.join('; '),
  country: partner.country,
  city: partner.city ?? '',
  region: partner.region ?? '',
  address: partner.address ?? '',
  types: partner.types,
  reference: partner.reference ?? '',
  ownerEmail: partner.ownerEmail ?? '',
  sites: partner.sites,
  shipmentsPerYear: partner.exposure.shipmentsPerYear?.toString() ?? '',
  isSoleSource: partner.exposure.isSoleSource ?? false,
  commodities: partner.exposure.commodities ?? '',
});

/** Checks what was typed with the API's own schema. */
export const checkedPartner: z.ZodType<PartnerInput> = z
  .custom<PartnerFormValues>()
  .transform(partnerOf)
  .pipe(partnerInput);
