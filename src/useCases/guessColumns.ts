import { foldName } from '../domain/partner';
import type { ColumnMapping, ImportField } from '../domain/partnerImport';

/** Headings by which a field is known, the surest first; compared without case, accents and punctuation. */
const NAMES: Record<ImportField, readonly string[]> = {
  name: [
    'partner name',
    'company name',
    'supplier name',
    'vendor name',
    'legal name',
    'company',
    'partner',
    'supplier',
    'vendor',
    'name',
    'firm',
    'business name',
    'nombre',
    'nom',
    'raison sociale',
    'razon social',
    'empresa',
    'firma',
  ],
  tradingNames: [
    'trading names',
    'trading name',
    'dbas',
    'dba',
    'doing business as',
    'also known as',
    'trade name',
    'nombre comercial',
    'nom commercial',
  ],
  country: ['country', 'country code', 'country of origin', 'pais', 'pays', 'land'],
  region: ['state or province', 'state', 'province', 'region', 'estado', 'provincia', 'etat'],
  city: ['city', 'town', 'ciudad', 'ville', 'stadt', 'place'],
  address: ['street', 'address', 'street address', 'address line 1', 'direccion', 'calle', 'adresse', 'rue'],
  reference: [
    'our reference',
    'your reference',
    'vendor number',
    'supplier number',
    'vendor id',
    'supplier id',
    'partner id',
    'reference',
    'estnumber',
    'est number',
    'establishment number',
    'number',
    'id',
    'numero',
  ],
  types: ['type of partner', 'partner type', 'type', 'types', 'tipo'],
  contactName: ['contact name', 'contact', 'contact person', 'contacto'],
  contactEmail: [
    'contact mail address',
    'contact email',
    'email',
    'e mail',
    'mail',
    'mail address',
    'email address',
    'correo',
    'courriel',
  ],
};

/** A first guess at which column fills which field; each column is used once at most. */
export function guessColumns(headings: readonly string[]): ColumnMapping {
  const folded = headings.map(foldName);
  const taken = new Set<number>();
  const mapping: ColumnMapping = {};
  for (const field of Object.keys(NAMES) as ImportField[]) {
    const index = NAMES[field].map((name) => folded.indexOf(name)).find((each) => each >= 0 && !taken.has(each));
    if (index === undefined) continue;
    taken.add(index);
    mapping[field] = index;
  }
  return mapping;
}
