/**
 * How an application proves itself to Entra:
 * - `secret`: a shared secret; for trials and small installations;
 * - `certificate`: a key that never leaves the service, and the certificate that Entra knows it by;
 * - `managedIdentity`: nothing to keep at all. Azure vouches for the machine, and the application trusts the identity of
 *   it (a federated credential), or is that identity itself.
 */
export type Credential = SecretCredential | CertificateCredential | ManagedIdentityCredential;

export interface SecretCredential {
  readonly kind: 'secret';
  readonly secret: string;
  /** YYYY-MM-DD, the last day, as the person who made the secret wrote it down; Entra tells nobody else. */
  readonly expiresOn?: string;
}

export interface CertificateCredential {
  readonly kind: 'certificate';
  /** PEM: the certificate, and those that signed it where the file has them. */
  readonly certificate: string;
  /** PEM, not encrypted. */
  readonly privateKey: string;
  /** Lower-case hex. */
  readonly thumbprintSha256: string;
  /** ISO dates and times. */
  readonly validFrom: string;
  readonly validTo: string;
}

export interface ManagedIdentityCredential {
  readonly kind: 'managedIdentity';
  /** The client id of a user-assigned managed identity. */
  readonly clientId: string;
}

/** A credential that is a plain secret. */
export const secretCredential = (secret: string, expiresOn?: string): SecretCredential => ({
  kind: 'secret',
  secret,
  ...(expiresOn === undefined ? {} : { expiresOn }),
});
