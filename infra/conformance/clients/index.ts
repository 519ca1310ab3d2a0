import type { ConformanceCase } from '../case';
import { botbuilderCases } from './botbuilder';
import { graphClientBatchCases } from './graphClientBatch';
import { graphClientItemCases } from './graphClientItems';
import { graphClientUploadCases } from './graphClientUpload';
import { msalRefusalCases } from './msalRefusals';
import { msalTokenCases } from './msalTokens';
import { playgroundCases } from './playground';
import { pnpBatchCases } from './pnpBatch';
import { pnpFileCases } from './pnpFiles';
import { pnpListCases } from './pnpLists';

/** Clients that were not written here, each with its own defaults. */
export const clientCases: readonly ConformanceCase[] = [
  ...pnpListCases,
  ...pnpBatchCases,
  ...pnpFileCases,
  ...graphClientItemCases,
  ...graphClientBatchCases,
  ...graphClientUploadCases,
  ...msalTokenCases,
  ...msalRefusalCases,
  ...botbuilderCases,
  ...playgroundCases,
];
