import { LightningElement, api } from 'lwc';
import type { GroupView, LineView, MatchesView, ProblemView } from 'baton/agreement';
import { problemsWords, startsWords } from 'c/agreementModel';
import { format } from 'c/clockTime';
import LineAdd from '@salesforce/label/c.LineAdd';
import LineAddAlt from '@salesforce/label/c.LineAddAlt';
import LineAddStage from '@salesforce/label/c.LineAddStage';
import LineCopy from '@salesforce/label/c.LineCopy';
import LineDelete from '@salesforce/label/c.LineDelete';
import LineDown from '@salesforce/label/c.LineDown';
import LineEdit from '@salesforce/label/c.LineEdit';
import LineEditAlt from '@salesforce/label/c.LineEditAlt';
import LineElse from '@salesforce/label/c.LineElse';
import LineEvery from '@salesforce/label/c.LineEvery';
import LineMatched from '@salesforce/label/c.LineMatched';
import LineMatchedOne from '@salesforce/label/c.LineMatchedOne';
import LineMenuAlt from '@salesforce/label/c.LineMenuAlt';
import LineNotCounted from '@salesforce/label/c.LineNotCounted';
import LineUp from '@salesforce/label/c.LineUp';
import LinesEmpty from '@salesforce/label/c.LinesEmpty';
import LinesForRole from '@salesforce/label/c.LinesForRole';

export interface MoveDetail {
  lineId: string;
  place: number;
}

interface Row {
  id: string;
  place: number;
  css: string;
  name: string;
  when: string;
  formula: string;
  hours: string;
  steps: string;
  matches: string;
  change: string;
  problems: string;
  editAlt: string;
  menuAlt: string;
  isFirst: boolean;
  isLast: boolean;
}

/**
 * Lines of one side by stage and role, in the order in which they apply. Fires `add` ({ stage, role }), `edit`, `copy`,
 * `remove` ({ lineId }) and `move` ({ lineId, place }).
 */
export default class AgreementLines extends LightningElement {
  @api groups: readonly GroupView[] = [];
  @api problems: readonly ProblemView[] = [];
  @api leadCounts: MatchesView | null = null;
  @api canEdit = false;
  dragged = '';
  over = '';

  readonly label = { LineAdd, LineAddStage, LineCopy, LineDelete, LineDown, LineEdit, LineUp, LinesEmpty };

  /** Puts the focus on a line: after it moved, was saved, or a problem named it. */
  @api
  focusLine(lineId: string): void {
    this.template?.querySelector<HTMLElement>(`[data-action="edit"][data-id="${lineId}"]`)?.focus();
  }

  get dragAllowed(): string {
    return String(this.canEdit);
  }

  get isEmpty(): boolean {
    return this.groups.length === 0;
  }

  get shown(): object[] {
    return this.groups.map((group) => {
      const title = group.role === 'Any' ? group.stageName : format(LinesForRole, group.stageName, group.role);
      return {
        key: `${group.stage}:${group.role}`,
        headingId: `lines-${group.stage}-${group.role}`,
        title,
        starts: startsWords(group.stage),
        addAlt: format(LineAddAlt, title),
        lines: group.lines.map((line, index) => this.row(line, index, group.lines.length))
      };
    });
  }

  private row(line: LineView, index: number, count: number): Row {
    const id = line.id as string;
    const place = index + 1;
    const otherwise = count === 1 ? LineEvery : LineElse;
    const own = this.problems.filter((one) => one.lineId === id && one.severity === 'MustFix').length;
    const css = ['line', this.canEdit ? '' : 'is-read', this.over === id && this.dragged !== id ? 'is-over' : ''];
    return {
      id,
      place,
      css: css.filter(Boolean).join(' '),
      name: line.name,
      when: line.whenWords === '' || line.appliesWhen == null ? otherwise : (line.whenWords ?? ''),
      formula: line.appliesWhen ?? '',
      hours: line.hoursWords ?? '',
      steps: line.stepWords ?? '',
      matches: matchWords(this.leadCounts, id),
      change: line.changeWords ?? '',
      problems: own > 0 ? problemsWords(own) : '',
      editAlt: format(LineEditAlt, line.name),
      menuAlt: format(LineMenuAlt, line.name),
      isFirst: index === 0,
      isLast: place === count
    };
  }

  handleAdd(event: Event): void {
    const [stage, role] = (idOf(event, 'group') as string).split(':');
    this.tell('add', { stage, role });
  }

  handleAddStage(): void {
    this.tell('add', {});
  }

  handleEdit(event: Event): void {
    this.tell('edit', { lineId: idOf(event, 'id') });
  }

  handleMenu(event: CustomEvent<{ value: string }>): void {
    const lineId = idOf(event, 'id') as string;
    const value = event.detail.value;
    if (value === 'up' || value === 'down') {
      this.move(lineId, this.placeOf(lineId) + (value === 'up' ? -1 : 1));
      return;
    }
    this.tell(value === 'delete' ? 'remove' : value, { lineId });
  }

  /* ---- dragging, beside the menu that does the same by keyboard ---- */

  handleDragStart(event: DragEvent): void {
    this.dragged = idOf(event, 'id') as string;
    event.dataTransfer?.setData('text/plain', this.dragged);
  }

  handleDragOver(event: DragEvent): void {
    const id = idOf(event, 'id') as string;
    if (this.groupOf(id) === this.groupOf(this.dragged)) {
      event.preventDefault();
      this.over = id;
    }
  }

  handleDrop(event: DragEvent): void {
    event.preventDefault();
    const id = idOf(event, 'id') as string;
    if (this.dragged && id !== this.dragged && this.groupOf(id) === this.groupOf(this.dragged)) {
      this.move(this.dragged, this.placeOf(id));
    }
    this.handleDragEnd();
  }

  handleDragEnd(): void {
    this.dragged = '';
    this.over = '';
  }

  private groupOf(lineId: string): GroupView | undefined {
    return this.groups.find((group) => group.lines.some((line) => line.id === lineId));
  }

  private placeOf(lineId: string): number {
    return (this.groupOf(lineId)?.lines.findIndex((line) => line.id === lineId) ?? -1) + 1;
  }

  private move(lineId: string, place: number): void {
    if (place >= 1 && place <= (this.groupOf(lineId)?.lines.length ?? 0)) {
      this.tell('move', { lineId, place });
    }
  }

  private tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** How many leads the line took; blank where nobody has counted any line. */
function matchWords(counts: MatchesView | null, lineId: string): string {
  if (!counts?.leads) {
    return '';
  }
  const count = counts.matches[lineId];
  if (count === undefined) {
    return LineNotCounted;
  }
  return count === 1 ? LineMatchedOne : format(LineMatched, count);
}

function idOf(event: Event, name: string): string | undefined {
  return (event.currentTarget as HTMLElement).dataset[name];
}
