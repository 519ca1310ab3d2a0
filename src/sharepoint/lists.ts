import type { ListDeclaration } from './lists/declaration';
import { recordsLists } from './lists/records';
import { systemLists } from './lists/system';

/** Every list and library of both sites: provisioning, the schema check, the views and the stores all read this. */
export const declaredLists: readonly ListDeclaration[] = [...recordsLists, ...systemLists];
