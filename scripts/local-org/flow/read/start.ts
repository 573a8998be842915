import type { ElementReader } from '../../metadata/index.ts';
import type { OffsetUnit, ScheduledPath, ScheduleModel, StartModel, TriggerType } from '../model.ts';
import { readConnector, readFilters, skipDesigner } from './values.ts';

const TRIGGERS: readonly TriggerType[] = [
  'None',
  'RecordBeforeSave',
  'RecordAfterSave',
  'RecordBeforeDelete',
  'PlatformEvent',
  'Scheduled'
];
const UNITS: readonly OffsetUnit[] = ['Minutes', 'Hours', 'Days', 'Weeks', 'Months'];
/** `OnActivate` belongs to segments, which the local org has not. */
const FREQUENCIES = ['Once', 'Hourly', 'Daily', 'Weekdays', 'Weekly', 'Monthly', 'Yearly'] as const;
/** The platform's default and largest batch (FlowScheduledPath.maxBatchSize). */
const BATCH = 200;

function readPath(from: ElementReader): ScheduledPath {
  skipDesigner(from);
  from.without('shown in Flow Builder', 'label');
  const async = from.oneOf('pathType', ['AsyncAfterCommit']) === 'AsyncAfterCommit';
  const source = from.oneOf('timeSource', ['RecordTriggerEvent', 'RecordField']);
  const field = from.text('recordField');
  if (!async && source === undefined) from.fail('<scheduledPaths> needs <timeSource>');
  if (source === 'RecordField' && field === undefined)
    from.fail('<scheduledPaths> with <timeSource>RecordField needs <recordField>');
  const batchSize = from.integer('maxBatchSize') ?? BATCH;
  if (batchSize < 1 || batchSize > BATCH) from.fail(`<maxBatchSize> expects 1 to ${BATCH}, found ${batchSize}`);
  return {
    name: from.text('name') ?? 'AsyncAfterCommit',
    async,
    next: readConnector(from, 'connector'),
    batchSize,
    offset: from.integer('offsetNumber') ?? 0,
    unit: from.oneOf('offsetUnit', UNITS) ?? 'Minutes',
    source: source ?? 'RecordTriggerEvent',
    field,
    line: from.line
  };
}

function readSchedule(from: ElementReader | undefined): ScheduleModel | undefined {
  if (!from) return undefined;
  from.without('kept by the platform for later', 'endDate', 'endTime');
  return {
    frequency: from.oneOf('frequency', FREQUENCIES) ?? 'Once',
    startDate: from.required('startDate'),
    startTime: from.required('startTime'),
    times: from.integer('frequencyNumber'),
    weekdays: (from.text('daysOfWeekToRun') ?? '')
      .split(/[,;]/)
      .filter((day) => day.trim() !== '')
      .map((day) => Number(day) - 1),
    dayOfMonth: from.integer('dayOfMonthToRun')
  };
}

/** The start element; a flow without one starts at `startElementReference`. */
export function readStart(flow: ElementReader): StartModel {
  const from = flow.one('start');
  const first = flow.text('startElementReference');
  if (!from) return { ...NO_START, next: first, line: flow.line };
  skipDesigner(from);
  from.without('drawing only', 'locationX', 'locationY', 'name', 'label', 'elementSubtype');
  const trigger = from.oneOf('triggerType', TRIGGERS) ?? 'None';
  return {
    trigger,
    object: from.text('object'),
    on:
      from.oneOf('recordTriggerType', ['Create', 'Update', 'CreateAndUpdate', 'Delete', 'None']) ??
      (trigger === 'RecordBeforeDelete' ? 'Delete' : 'None'),
    filters: readFilters(from),
    formula: from.rawText('filterFormula'),
    changedToMeet: from.boolean('doesRequireRecordChangedToMeetCriteria'),
    runAs: from.oneOf('flowRunAsUser', ['TriggeringUser', 'DefaultWorkflowUser']) ?? 'TriggeringUser',
    next: readConnector(from, 'connector') ?? first,
    paths: from.all('scheduledPaths').map(readPath),
    schedule: readSchedule(from.one('schedule')),
    line: from.line
  };
}

/** What a flow without a start element starts as: somebody launches it. */
export const NO_START: Omit<StartModel, 'next' | 'line'> = {
  trigger: 'None',
  object: undefined,
  on: 'None',
  filters: { logic: 'and', items: [] },
  formula: undefined,
  changedToMeet: false,
  runAs: 'TriggeringUser',
  paths: [],
  schedule: undefined
};
