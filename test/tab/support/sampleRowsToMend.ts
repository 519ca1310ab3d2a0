import type { Me } from '../../../src/contracts/me';

/** Seven rows that cannot be used, two of them shown: one that a manager can open, one of the closed site. */
export const sampleRowsToMend: NonNullable<Me['rowsToMend']> = {
  count: 7,
  rows: [
    {
      list: 'Sections',
      itemId: '12',
      name: 'Aceros del Norte S.A. de C.V., Computers and networks',
      reason: 'These answers were changed by hand in SharePoint and cannot be read.',
      act: 'Open the row, then its version history, and restore the version before the change.',
      changedBy: 'Jonas Berg',
      url: 'https://northgate.sharepoint.com/sites/records/Lists/Sections/DispForm.aspx?ID=12',
    },
    {
      list: 'Links',
      itemId: '3',
      reason: 'The value of “State” is not one of the choices.',
      act: 'Only an administrator can open this list; ask the person who runs Microsoft 365 for you.',
    },
  ],
};
