import { freeze, get } from 'shell/client';

type Emit = (value: { data: unknown; error: unknown }) => void;
const answers = new Map<string, Promise<unknown>>();

function ask(path: string, query: Record<string, string>): Promise<unknown> {
  const key = `${path} ${JSON.stringify(query)}`;
  const found = answers.get(key) ?? get(path, query).then(freeze);
  answers.set(key, found);
  return found;
}

abstract class InfoAdapter<C> {
  private readonly emit: Emit;

  constructor(emit: Emit) {
    this.emit = emit;
    emit({ data: undefined, error: undefined });
  }

  connect(): void {}
  disconnect(): void {}

  update(config: C): void {
    this.load(config)?.then(
      (data) => this.emit({ data, error: undefined }),
      (error: unknown) => this.emit({ data: undefined, error })
    );
  }

  protected abstract load(config: C): Promise<unknown> | undefined;
}

type ObjectName = string | { readonly objectApiName: string };

export class getObjectInfo extends InfoAdapter<{ objectApiName?: ObjectName }> {
  protected load({ objectApiName }: { objectApiName?: ObjectName }): Promise<unknown> | undefined {
    if (!objectApiName) return undefined;
    const name = typeof objectApiName === 'string' ? objectApiName : objectApiName.objectApiName;
    return ask('object-info', { object: name });
  }
}

interface PicklistConfig {
  readonly recordTypeId?: string;
  readonly fieldApiName?: string | { readonly fieldApiName: string; readonly objectApiName: string };
}

export class getPicklistValues extends InfoAdapter<PicklistConfig> {
  protected load({ recordTypeId, fieldApiName }: PicklistConfig): Promise<unknown> | undefined {
    if (!recordTypeId || !fieldApiName) return undefined;
    const [object = '', field = ''] =
      typeof fieldApiName === 'string'
        ? fieldApiName.split('.')
        : [fieldApiName.objectApiName, fieldApiName.fieldApiName];
    return ask('picklist', { object, field, recordType: recordTypeId });
  }
}
