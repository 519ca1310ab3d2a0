import type { Column, ListTemplate } from './columns';
import { unknownCall } from './graphError';

/**
 * Throws 400 for a unique column in a library. SharePoint would make it, but then plain uploads and copies can fail
 * with a clash, in ways that are not settled; here nobody gets that far unawares.
 */
export function checkLibraryColumn(template: ListTemplate, { unique, name }: Column): void {
  if (template === 'documentLibrary' && unique)
    throw unknownCall(
      `The column '${name}' is to be unique in a document library: uploads could then fail with a clash. The local tenant does not allow it.`,
    );
}
