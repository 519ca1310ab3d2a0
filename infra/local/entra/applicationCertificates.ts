import { applicationCertificate } from '../certificates';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';

/** Gives every application a certificate of its own, beside its secret, made at the first call. */
export async function registerCertificates({ settings }: TenantContext, directory: Directory): Promise<void> {
  await Promise.all(
    directory.applications().map(async ({ name }) => {
      const { certificate } = await applicationCertificate(settings.dir, name);
      directory.addCertificate(name, certificate);
    }),
  );
}
