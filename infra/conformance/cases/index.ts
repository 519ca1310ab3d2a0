import type { ConformanceCase } from '../case';
import { batchCases } from './batch';
import { columnCases } from './columns';
import { connectorCases } from './connector';
import { deltaCases } from './delta';
import { entraCases } from './entra';
import { entraAssertionCases } from './entraAssertions';
import { errorCases } from './errors';
import { fileNameCases } from './fileNames';
import { fileCases } from './files';
import { fileStateCases } from './fileStates';
import { itemCases } from './items';
import { listCases } from './lists';
import { mailCases } from './mail';
import { permissionCases } from './permissions';
import { queryCases } from './queries';
import { throttlingCases } from './throttling';
import { uploadSessionCases } from './uploadSessions';
import { userCases } from './users';
import { volumeCases } from './volume';

/** Everything that is asked by plain HTTP. What exhausts a quota comes last: others would wait for it. */
export const restCases: readonly ConformanceCase[] = [
  ...errorCases,
  ...entraCases,
  ...entraAssertionCases,
  ...permissionCases,
  ...listCases,
  ...columnCases,
  ...itemCases,
  ...queryCases,
  ...deltaCases,
  ...batchCases,
  ...fileCases,
  ...fileNameCases,
  ...uploadSessionCases,
  ...fileStateCases,
  ...userCases,
  ...connectorCases,
  ...volumeCases,
  ...mailCases,
  ...throttlingCases,
];
