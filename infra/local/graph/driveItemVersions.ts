import type { TenantContext } from '../context';
import { actorOfApplication } from './actor';
import { existingEntry } from './driveAddress';
import { registerDriveItemRoute } from './driveItemRoutes';
import type { FileEntry } from './fileEntry';
import { invalidRequest, notFound } from './graphError';
import type { ItemVersion } from './item';
import { refuseBody } from './noBody';
import type { GraphRequest } from './router';
import { iso, type Json } from './shapes';
import type { GraphState } from './state';
import { versionDownloadUrl } from './transfers';

/** Versions of a file: every new content and every change of columns has made one. */
export function registerDriveItemVersions(context: TenantContext, state: GraphState): void {
  const { files, items } = state;
  const fileOf = (request: GraphRequest): FileEntry => {
    const entry = existingEntry(state, request);
    if (entry.isFolder) throw invalidRequest('Versions are kept of files only.');
    return entry;
  };
  const versionsOf = (entry: FileEntry): ItemVersion[] => items.versions(files.listOf(entry), files.itemOf(entry));
  const one = (request: GraphRequest): { entry: FileEntry; version: ItemVersion } => {
    const entry = fileOf(request);
    const version = versionsOf(entry).find(({ version: number }) => `${number}.0` === request.params.version);
    if (!version) throw notFound('The version could not be found.');
    return { entry, version };
  };
  const shape = (entry: FileEntry, { version, modified, modifiedBy }: ItemVersion): Json => ({
    // The present content is had from the file itself.
    ...(version === files.itemOf(entry).version
      ? {}
      : { '@microsoft.graph.downloadUrl': versionDownloadUrl(context, state, entry, version) }),
    id: `${version}.0`,
    lastModifiedBy: modifiedBy,
    lastModifiedDateTime: iso(modified),
    size: files.versions.at(entry.id, version)?.size ?? entry.size,
  });

  registerDriveItemRoute(
    context,
    'GET',
    'versions',
    'sites:read',
    (request) => {
      const entry = fileOf(request);
      return { status: 200, body: { value: versionsOf(entry).map((version) => shape(entry, version)) } };
    },
    { resourceUnits: 2 },
  );
  registerDriveItemRoute(
    context,
    'GET',
    'versions/{version}',
    'sites:read',
    (request) => {
      const { entry, version } = one(request);
      return { status: 200, body: shape(entry, version) };
    },
    { resourceUnits: 1 },
  );
  registerDriveItemRoute(
    context,
    'GET',
    'versions/{version}/content',
    'sites:read',
    (request) => {
      const { entry, version } = one(request);
      if (version.version === files.itemOf(entry).version)
        throw invalidRequest('You cannot get the content of the current version.');
      return { status: 302, headers: { Location: versionDownloadUrl(context, state, entry, version.version) } };
    },
    { resourceUnits: 1 },
  );
  registerDriveItemRoute(
    context,
    'POST',
    'versions/{version}/restoreVersion',
    'sites:write',
    (request) => {
      refuseBody(request);
      const { entry, version } = one(request);
      files.restoreVersion(entry, version.version, actorOfApplication(request.application));
      return { status: 204 };
    },
    { resourceUnits: 2 },
  );
}
