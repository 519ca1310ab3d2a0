import type { ListDeclaration, View } from './lists/declaration';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const viewLines = (list: ListDeclaration, view: View): string[] => {
  const fields = view.columns.map(quoted).join(', ');
  const query = view.query ? ` -Query ${quoted(view.query)}` : '';
  const title = quoted(view.title);
  const name = quoted(list.name);
  return [
    `if (-not (Get-PnPView -List ${name} -Identity ${title} -ErrorAction SilentlyContinue)) {`,
    `  Add-PnPView -List ${name} -Title ${title} -Fields ${fields}${query}${view.isDefault ? ' -SetAsDefault' : ''} | Out-Null`,
    `  Write-Host ${quoted(`Added the view ${view.title} to ${list.name}.`)}`,
    '}',
  ];
};

/**
 * A PnP PowerShell script that adds the views for people, which Graph cannot create. Views that exist are left alone,
 * so it can be run again.
 */
export function viewsScript(declared: readonly ListDeclaration[]): string {
  const lists = declared.filter(({ site, views }) => site === 'records' && views && views.length > 0);
  return [
    '# Adds the views of the records site. Needs PnP.PowerShell and an account that may edit the site.',
    '# Run: ./views.ps1 -SiteUrl https://<tenant>.sharepoint.com/sites/<records site> -ClientId <your PnP app>',
    'param(',
    '  [Parameter(Mandatory = $true)][string]$SiteUrl,',
    '  [Parameter(Mandatory = $true)][string]$ClientId',
    ')',
    "$ErrorActionPreference = 'Stop'",
    'Connect-PnPOnline -Url $SiteUrl -ClientId $ClientId -Interactive',
    '',
    ...lists.flatMap((list) => [...(list.views ?? []).flatMap((view) => viewLines(list, view)), '']),
  ].join('\n');
}
