import { buildApp } from './app.ts';
import type { BuildRequest } from './index.ts';
import type { App, Vendor } from './places.ts';
import { buildVendor } from './vendor.ts';

export async function runBuild(request: BuildRequest): Promise<Vendor | App> {
  if (request.kind === 'vendor') return buildVendor(request.used, request.supplied);
  return buildApp(request.input, request.vendorKey);
}
