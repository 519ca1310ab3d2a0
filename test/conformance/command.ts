import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * Runs a command to its end, without this process's own environment but PATH, HOME and the seed of a strict run.
 * @returns exit code, and what it said on both streams
 */
export async function command(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; output: string }> {
  const { PATH = '', HOME = '', LOCAL_TENANT_SEED, CHROMIUM_PATH } = process.env;
  const child = spawn(file, args, {
    env: {
      PATH,
      HOME,
      ...(LOCAL_TENANT_SEED && { LOCAL_TENANT_SEED }),
      ...(CHROMIUM_PATH && { CHROMIUM_PATH }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data.toString();
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
