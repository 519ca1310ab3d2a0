import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context.ts';
import type { Directory } from '../directory.ts';

export function registerShell(_app: FastifyInstance, _context: TenantContext, _directory: Directory): void {}
