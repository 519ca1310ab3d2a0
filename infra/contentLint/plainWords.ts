/** Words of auditors and lawyers, by how they begin, each with what a person in a yard would say. */
export const PLAIN_WORDS: Readonly<Record<string, string>> = {
  adequate: 'good enough for something',
  appropriate: 'what is right here',
  ascertain: 'find out',
  complian: 'keeping the rules',
  consignee: 'company that receives the goods',
  consignor: 'company that sends the goods',
  contraband: 'forbidden things',
  conveyance: 'truck, trailer or container',
  designated: 'named, or in charge',
  discrepan: 'difference',
  'due diligence': 'checking',
  facilitat: 'help',
  implement: 'carry out',
  leverag: 'use',
  manifest: 'list of the load',
  mitigat: 'make smaller',
  perimeter: 'fence, or edge of the site',
  periodic: 'how often',
  premises: 'site or building',
  procedure: 'written rules or steps',
  pursuant: 'by',
  reconcil: 'compare',
  remediat: 'put right',
  'staging area': 'place where goods wait',
  stakeholder: 'people concerned',
  subcontract: 'hire another firm',
  tamper: 'open, change or damage',
  unauthori: 'without permission',
  utili: 'use',
  vulnerab: 'weak spot',
};

const FOUND = new RegExp(`\\b(${Object.keys(PLAIN_WORDS).join('|')})[a-z]*`, 'gi');

/** Hard words of a text with plain ones, in the order they stand. */
export const hardWords = (text: string): readonly { readonly word: string; readonly plain: string }[] =>
  [...text.matchAll(FOUND)].map(([word, beginning = '']) => ({
    word: word.toLowerCase(),
    plain: PLAIN_WORDS[beginning.toLowerCase()] ?? '',
  }));

/** Names in capitals, such as GPS, that stand in the sentence itself: one in brackets only adds to words. */
export const abbreviationsIn = (text: string): readonly string[] => [
  ...new Set(text.replace(/\([^)]*\)/g, ' ').match(/\b[A-Z][A-Z0-9]{2,}\b/g) ?? []),
];
