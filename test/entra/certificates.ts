import { generate } from 'selfsigned';

export interface MadeCertificate {
  readonly certificate: string;
  readonly privateKey: string;
  /** Both in one, as a setting holds them. */
  readonly pem: string;
}

/** A self-signed certificate that is valid from yesterday for so many days; a negative number makes one that ran out. */
export async function madeCertificate(
  days: number,
  options: { keyType?: 'rsa' | 'ec'; keySize?: number } = {},
): Promise<MadeCertificate> {
  const day = 86_400_000;
  const notAfterDate = new Date(Date.now() + days * day);
  const made = await generate([{ name: 'commonName', value: 'Trustlane test' }], {
    algorithm: 'sha256',
    keyType: options.keyType ?? 'rsa',
    ...(options.keyType === 'ec' ? {} : { keySize: options.keySize ?? 2048 }),
    notBeforeDate: new Date(Math.min(Date.now(), notAfterDate.getTime()) - day),
    notAfterDate,
  });
  return { certificate: made.cert, privateKey: made.private, pem: `${made.private}\n${made.cert}` };
}
