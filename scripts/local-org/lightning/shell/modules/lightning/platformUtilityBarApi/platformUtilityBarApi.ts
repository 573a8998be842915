import { allUtilities, changeUtility, onClick, showUtility, utilityOf } from 'shell/utility';

type Emit = (value: string | null) => void;

/** The id of the utility that a component stands in; null outside the utility bar. */
export class EnclosingUtilityId {
  private readonly emit: Emit;

  constructor(emit: Emit, source?: { readonly hostElement?: unknown; readonly tagName?: string }) {
    this.emit = emit;
    this.source = source;
  }

  private readonly source: unknown;

  connect(): void {
    const enclosing = allUtilities().filter((utility) => utility.visible);
    this.emit(enclosing[0]?.id ?? null);
  }

  update(): void {}
  disconnect(): void {}
}

export async function getInfo(id: string): Promise<object> {
  const utility = utilityOf(id);
  return {
    utilityLabel: utility.label,
    utilityIcon: utility.icon,
    utilityVisible: utility.visible,
    utilityHighlighted: utility.highlighted
  };
}

export async function open(id: string): Promise<boolean> {
  showUtility(id, true);
  return true;
}

export async function minimize(id: string): Promise<boolean> {
  showUtility(id, false);
  return true;
}

export async function updateUtility(
  id: string,
  changes: { label?: string; icon?: string; highlighted?: boolean }
): Promise<boolean> {
  changeUtility(id, changes);
  return true;
}

export async function updatePanel(
  id: string,
  changes: { label?: string; width?: number; height?: number }
): Promise<boolean> {
  const { label, ...rest } = changes;
  changeUtility(id, label === undefined ? rest : { ...rest, panelLabel: label });
  return true;
}

export async function onUtilityClick(
  id: string,
  handler: (event: { panelVisible: boolean }) => void
): Promise<boolean> {
  onClick(id, handler);
  return true;
}
