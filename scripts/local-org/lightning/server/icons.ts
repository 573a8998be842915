import type { Site } from './context.ts';
import { tabOf } from './context.ts';

const STANDARD: Readonly<Record<string, string>> = {
  Account: 'account',
  Contact: 'contact',
  Lead: 'lead',
  Opportunity: 'opportunity',
  Task: 'task',
  Event: 'event',
  Campaign: 'campaign',
  Case: 'case',
  User: 'user',
  CampaignMember: 'campaign_members',
  Group: 'groups'
};

/** Icon of an object: standard objects have their own, custom ones the motif of their tab. */
export function iconOf(site: Site, object: string): string {
  const own = STANDARD[object];
  if (own) return `standard:${own}`;
  const tab = tabOf(site, object);
  return tab ? 'standard:custom' : 'standard:record';
}
