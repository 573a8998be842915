import type { Gate } from '../../contracts.ts';
import { checked } from './checked.ts';
import { nodes, sharing } from './rules.ts';
import { systemMode, systemModeNote } from './system-mode.ts';
import { apexUnits } from './units.ts';

/** What apex-ls does not see, and what a review asks for. */
export const apexLint: Gate = {
  name: 'apex-lint',
  purpose: 'Apex: names in SOQL, visibility, annotations, access mode, sharing, loops, locks',
  needs: [],
  heavy: true,
  concerns: (file) => /\.(cls|trigger)$|\.(field|object)-meta\.xml$|^docs\/system-mode\.md$/.test(file),
  run: (workspace) => {
    const units = apexUnits(workspace);
    const findings = [
      ...checked(workspace),
      ...units.flatMap(sharing),
      ...units.flatMap(nodes),
      ...systemMode(workspace)
    ];
    return { findings, notes: [systemModeNote(workspace)] };
  }
};
