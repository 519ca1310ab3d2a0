const TOWNS = ['Québec', 'Hải Phòng', 'São Paulo', 'İzmir', 'Winnipeg', 'Łódź'];

/** What the list holds, row by row, and how many of its rows can become partners. */
export interface MessyList {
  readonly bytes: Buffer;
  readonly rows: number;
  readonly good: number;
}

/**
 * A list as it comes out of an old purchasing system: a byte order mark, bare carriage returns, trading names parted by
 * semicolons, no column for the country, two rows twice, one without a name, and a mail address for some rows only.
 */
export function messyList(): MessyList {
  const row = (n: number): string[] => [
    `V-${String(n).padStart(4, '0')}`,
    n % 9 === 0 ? `"Partner ${n}, Foods & Sons"` : `Partner ${n} Trading`,
    n % 4 === 0 ? `"P${n}; ""The ${n}"" Depot;Partner No. ${n}"` : '',
    TOWNS[n % TOWNS.length] ?? '',
    n <= 12 ? `Contact ${n}` : '',
    n <= 12 ? `contact${n}@partner${n}.example` : '',
  ];
  const good = Array.from({ length: 57 }, (_, n) => row(n + 1));
  const twice = [row(5), row(20)];
  const nameless = ['V-9999', '', '', 'Nowhere', '', ''];
  const rows = [...good.slice(0, 30), ...twice, ...good.slice(30), nameless];
  const text = [['Vendor No', 'Firm', 'DBAs', 'Town', 'Who to ask', 'E-post'], ...rows]
    .map((cells) => cells.join(','))
    .join('\r');
  return {
    bytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
    rows: rows.length,
    good: good.length,
  };
}
