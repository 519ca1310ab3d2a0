// Reads {manifest, translations} as JSON from standard input, and writes what is wrong with each. A process of its own,
// because @microsoft/app-manifest requires a package that jest cannot load.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';

const { manifest, translations } = JSON.parse(readFileSync(0, 'utf8'));
const require = createRequire(import.meta.url);
const { AppManifestUtils } = require('@microsoft/app-manifest');

const entry = require.resolve('@microsoft/app-manifest');
const Ajv = createRequire(entry)('ajv');
const schemaFile = entry.replace(
  /build[\\/].*$/,
  `build/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.Localization.schema.json`,
);
const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
const validate = new (Ajv.default ?? Ajv)({ strict: false, unicodeRegExp: false, validateFormats: false }).compile({
  ...schema,
  $schema: undefined,
});

process.stdout.write(
  JSON.stringify({
    manifest: await AppManifestUtils.validateAgainstSchema(manifest),
    translations: translations.map((translation) => (validate(translation) ? [] : validate.errors)),
  }),
);
