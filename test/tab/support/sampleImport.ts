import type { ImportPreview, ImportReport, ImportStatus, StagedImport } from '../../../src/contracts/imports';
import { HOSTILE_NAME, keyOf } from './samplePartners';

export const IMPORT_KEY = keyOf('m', 1);

const counts = { rows: 6287, toCreate: 6201, duplicateInFile: 61, alreadyHere: 12, refused: 13 };

export const sampleStaged = (fileName: string): StagedImport => ({
  key: IMPORT_KEY,
  fileName,
  readAs: 'UTF-8, comma, 6,287 rows',
  rowCount: 6287,
  columns: [
    { index: 0, heading: 'EstNumber', samples: ['M1', 'M10', 'M1003'] },
    { index: 1, heading: 'Company', samples: ['Northside Provisions', HOSTILE_NAME, 'Prairie Foods'] },
    { index: 2, heading: 'City', samples: ['Laredo', 'El Paso', ''] },
    { index: 3, heading: 'State', samples: ['TX', 'TX', 'PR'] },
  ],
  guess: { name: 1, city: 2, region: 3, reference: 0 },
});

export const sampleImportPreview: ImportPreview = {
  counts,
  sample: [
    { row: 1, name: 'Northside Provisions', country: 'US', city: 'Laredo', result: 'planned' },
    { row: 2, name: HOSTILE_NAME, country: 'US', city: 'El Paso', result: 'planned' },
  ],
  problems: [
    { row: 17, name: '', result: 'refused', message: 'This row has no name. Add one in the file and import it again.' },
    { row: 44, name: 'Prairie Foods', result: 'duplicateInFile', message: 'Same name and place as row 43.' },
  ],
  seconds: 640,
  limit: 'what SharePoint allows a minute',
};

export const sampleStatus = (
  state: ImportStatus['state'],
  created: number,
  fileName = 'partners.csv',
): ImportStatus => ({
  key: IMPORT_KEY,
  fileName,
  state,
  counts,
  created,
  failed: 0,
  createdAt: '2026-11-22T15:00:00Z',
  createdBy: 'Maya Okafor',
  waitingFor: state === 'running' ? 'SharePoint asked for a pause; it goes on in 20 seconds.' : undefined,
});

export const sampleReport: ImportReport = {
  rows: [
    { row: 1, name: 'Northside Provisions', result: 'created' },
    { row: 2, name: HOSTILE_NAME, result: 'created' },
    { row: 17, name: '', result: 'refused', message: 'This row has no name. Add one in the file and import it again.' },
    { row: 44, name: 'Prairie Foods', result: 'duplicateInFile', message: 'Same name and place as row 43.' },
  ],
};
