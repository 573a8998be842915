import type { LineView } from 'baton/agreement';
import { namingFields, owingFields, placingFields, stoppingFields } from 'c/lineFields';
import { options, view } from '../../../../../../scripts/test/jest-data/agreement';

const line = (change: Partial<LineView>): LineView => ({ ...(view().groups[0]?.lines[0] as LineView), ...change });
const names = (fields: readonly { name: string }[]): string[] => fields.map((field) => field.name);

describe('lineFields', () => {
  it('asks what stops a stage only where the stage leaves a choice', () => {
    const stops = (stage: string, role = 'Any'): string[] => names(stoppingFields(line({ stage, role }), options));
    expect(stops('FirstContact')).toEqual(['stopGrade', 'committeeSize', 'committeeDays']);
    expect(stops('FollowUp')).toEqual(['attempts', 'channels']);
    expect(stops('Acceptance')).toEqual(['committeeSize', 'committeeDays']);
    expect(stops('Acceptance', 'AE')).toEqual(['committeeSize', 'committeeDays', 'qualificationSet']);
    expect(stops('Disposition')).toEqual([]);
  });

  it('asks for a calendar only where hours count', () => {
    expect(names(owingFields(line({}), 'Always', options))).toEqual(['accountable', 'hours']);
    const [, , named] = owingFields(line({}), 'Named', options);
    const [, , owners] = owingFields(line({}), 'Owner', options);
    expect([named?.label, owners?.label]).toEqual(['c.FormCalendar', 'c.FormCalendarElse']);
  });

  it('asks for name, stage and role always', () => {
    expect([...names(namingFields(line({}))), ...names(placingFields(line({}), options))]).toEqual([
      'name',
      'stage',
      'role'
    ]);
  });
});
