import { LightningElement, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import getVersions from '@salesforce/apex/AgreementEditorController.getVersions';
import loadAcceptanceStarter from '@salesforce/apex/AgreementController.loadAcceptanceStarter';
import loadStarter from '@salesforce/apex/AgreementController.loadStarter';
import newDraft from '@salesforce/apex/AgreementController.newDraft';
import type { AgreementListView } from 'baton/agreement';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import { versionFacts, versionName } from 'c/agreementModel';
import AgrErrLoad from '@salesforce/label/c.AgrErrLoad';
import AgrImport from '@salesforce/label/c.AgrImport';
import AgrListEmpty from '@salesforce/label/c.AgrListEmpty';
import AgrListEmptyNext from '@salesforce/label/c.AgrListEmptyNext';
import AgrListEmptyOther from '@salesforce/label/c.AgrListEmptyOther';
import AgrLoadSmall from '@salesforce/label/c.AgrLoadSmall';
import AgrLoadStarter from '@salesforce/label/c.AgrLoadStarter';
import AgrNewDraft from '@salesforce/label/c.AgrNewDraft';
import AgrNewDraftAlt from '@salesforce/label/c.AgrNewDraftAlt';
import AgrNoPermission from '@salesforce/label/c.AgrNoPermission';
import AgrTitle from '@salesforce/label/c.AgrTitle';
import Loading from '@salesforce/label/c.Loading';

type Wired = { data?: AgreementListView; error?: unknown };

interface Row {
  id: string;
  title: string;
  facts: string;
  url: string;
  fileName: string;
  canDraft: boolean;
  draftLabel: string;
  draftAlt: string;
}

/** One row per version (ux.md 2.9). Fires `open` with `{ versionId }` when one is chosen or made. */
export default class AgreementList extends LightningElement {
  view: AgreementListView | null = null;
  error = '';
  status = '';
  busy = false;
  importing = false;

  readonly label = {
    AgrImport,
    AgrListEmptyNext,
    AgrLoadSmall,
    AgrLoadStarter,
    AgrNoPermission,
    AgrTitle,
    Loading
  };
  private wired: Wired | undefined;

  @wire(getVersions)
  receive(wired: Wired): void {
    this.wired = wired;
    if (wired.data) {
      this.view = wired.data;
      this.error = '';
    } else if (wired.error) {
      this.error = messageOf(wired.error) || AgrErrLoad;
    }
  }

  /** A row may be stale: somebody may have signed or drafted since the page was last here. */
  connectedCallback(): void {
    void refreshApex(this.wired);
  }

  get isLoading(): boolean {
    return !this.view && !this.error;
  }

  get isForbidden(): boolean {
    return this.view?.canSee === false;
  }

  get isEmpty(): boolean {
    return this.view?.versions.length === 0;
  }

  get canEdit(): boolean {
    return this.view?.canEdit === true;
  }

  get importExpanded(): string {
    return String(this.importing);
  }

  get emptyText(): string {
    return this.canEdit ? AgrListEmpty : AgrListEmptyOther;
  }

  get rows(): Row[] {
    return (this.view?.versions ?? []).map((version) => ({
      id: version.id,
      title: versionName(version),
      facts: versionFacts(version),
      url: `/lightning/n/Agreement?c__version=${version.id}`,
      fileName: versionName(version).replaceAll(' ', '-').toLowerCase(),
      canDraft: version.canDraft,
      draftLabel: format(AgrNewDraft, version.version),
      draftAlt: format(AgrNewDraftAlt, version.name, version.version)
    }));
  }

  handleOpen(event: Event): void {
    event.preventDefault();
    this.open((event.currentTarget as HTMLElement).dataset.id as string);
  }

  handleSmallStarter(): void {
    void this.make(() => loadAcceptanceStarter());
  }

  handleStarter(): void {
    void this.make(() => loadStarter());
  }

  async handleImport(): Promise<void> {
    this.importing = !this.importing;
    await Promise.resolve();
    this.template?.querySelector<HTMLElement>('c-agreement-import')?.focus();
  }

  handleImportCancelled(): void {
    this.importing = false;
    this.template?.querySelector<HTMLElement>('[data-action="import"]')?.focus();
  }

  handleImported(event: CustomEvent<{ versionId: string }>): void {
    this.importing = false;
    void refreshApex(this.wired);
    this.open(event.detail.versionId);
  }

  handleDraft(event: Event): void {
    const agreementId = (event.currentTarget as HTMLElement).dataset.id;
    void this.make(() => newDraft({ agreementId }));
  }

  handleRetry(): void {
    this.error = '';
    void refreshApex(this.wired);
  }

  private async make(call: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.error = '';
    this.status = Loading;
    try {
      this.open((await call()) as string);
    } catch (error) {
      this.error = messageOf(error) || AgrErrLoad;
    } finally {
      this.busy = false;
      this.status = '';
    }
  }

  private open(versionId: string): void {
    this.dispatchEvent(new CustomEvent('open', { detail: { versionId } }));
  }
}
