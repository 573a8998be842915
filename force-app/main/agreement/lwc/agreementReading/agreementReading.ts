import { LightningElement, api } from 'lwc';
import getReading from '@salesforce/apex/AgreementEditorController.getReading';
import signPage from '@salesforce/apex/AgreementEditorController.signPage';
import type { ReadingView, SeatView } from 'baton/agreement';
import { appliesWords, seatName, seatWords, startsWords, stopsWords, versionTitle } from 'c/agreementModel';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import AgrErrLoad from '@salesforce/label/c.AgrErrLoad';
import AgrErrSave from '@salesforce/label/c.AgrErrSave';
import BtnSign from '@salesforce/label/c.BtnSign';
import Loading from '@salesforce/label/c.Loading';
import ReadAgain from '@salesforce/label/c.ReadAgain';
import ReadAgree from '@salesforce/label/c.ReadAgree';
import ReadChangesNone from '@salesforce/label/c.ReadChangesNone';
import ReadChangesSince from '@salesforce/label/c.ReadChangesSince';
import ReadCommitments from '@salesforce/label/c.ReadCommitments';
import ReadEditor from '@salesforce/label/c.ReadEditor';
import ReadHash from '@salesforce/label/c.ReadHash';
import ReadNotAsked from '@salesforce/label/c.ReadNotAsked';
import ReadNumbers from '@salesforce/label/c.ReadNumbers';
import ReadPrint from '@salesforce/label/c.ReadPrint';
import ReadSeats from '@salesforce/label/c.ReadSeats';
import ReadSignAlt from '@salesforce/label/c.ReadSignAlt';
import ReadSigned from '@salesforce/label/c.ReadSigned';
import ReadStops from '@salesforce/label/c.ReadStops';
import TabReasons from '@salesforce/label/c.TabReasons';
import TabTerms from '@salesforce/label/c.TabTerms';
import TermsEmpty from '@salesforce/label/c.TermsEmpty';

interface Fact {
  key: string;
  label: string;
  value: string;
}

/** The page that is read, printed and signed: what it shows is what is hashed (A3). Fires `edit` and `changed`. */
export default class AgreementReading extends LightningElement {
  page: ReadingView | null = null;
  error = '';
  status = '';
  busy = false;
  agreed: Readonly<Record<string, boolean>> = {};

  readonly label = {
    BtnSign,
    Loading,
    ReadAgain,
    ReadEditor,
    ReadNotAsked,
    ReadPrint,
    ReadSeats,
    TabTerms,
    TermsEmpty
  };
  private shownId = '';

  @api
  get versionId(): string {
    return this.shownId;
  }
  set versionId(id: string) {
    this.shownId = id;
    void this.load();
  }

  get isLoading(): boolean {
    return !this.error;
  }

  get title(): string {
    return this.page ? versionTitle(this.page) : '';
  }

  get applies(): string {
    return appliesWords(this.page?.effectiveFrom ?? null, this.page?.effectiveTo ?? null);
  }

  get hashWords(): string {
    return format(ReadHash, this.page?.hash.slice(0, 8) ?? '');
  }

  get hasChanges(): boolean {
    return Boolean(this.page?.changesFrom);
  }

  get changesTitle(): string {
    const page = this.page as ReadingView;
    return format(page.changes.length > 0 ? ReadChangesSince : ReadChangesNone, page.changesFrom ?? '');
  }

  get changes(): { key: string; text: string }[] {
    return (this.page?.changes ?? []).map((text, index) => ({ key: `${index}`, text }));
  }

  get sections(): object[] {
    return (this.page?.sections ?? []).map((section, at) => ({
      key: section.title,
      headingId: `reading-section-${at}`,
      title: section.title,
      starts: startsWords(section.stage),
      stops: format(ReadStops, stopsWords(section.stage)),
      lines: section.lines.map((line, index) => ({
        ...line,
        number: index + 1,
        sentences: line.sentences.map((text, place) => ({ key: `${place}`, text }))
      }))
    }));
  }

  /** What is promised, offered and set besides the lines; a list without facts is left out. */
  get factLists(): { name: string; title: string; facts: Fact[] }[] {
    const lists = [
      { name: 'commitments', title: ReadCommitments, facts: facts(this.page?.commitments) },
      { name: 'reasons', title: TabReasons, facts: facts(this.page?.reasons) },
      { name: 'numbers', title: ReadNumbers, facts: facts(this.page?.numbers) }
    ];
    return lists.filter((list) => list.facts.length > 0);
  }

  get terms(): Fact[] {
    return facts(this.page?.terms);
  }

  get noTerms(): boolean {
    return this.terms.length === 0;
  }

  get notAsked(): boolean {
    return this.page?.status === 'Draft';
  }

  get seats(): object[] {
    return (this.page?.seats ?? []).map((seat) => {
      const agreed = this.agreed[seat.seat] === true;
      return {
        seat: seat.seat,
        words: seatWords(seat),
        canSign: seat.isMine && !seat.signed && this.page?.status === 'In Review',
        agree: format(ReadAgree, this.page?.version ?? '', seatName(seat.seat)),
        signAlt: format(ReadSignAlt, seatName(seat.seat)),
        agreed,
        cannotSign: !agreed || this.busy
      };
    });
  }

  handlePrint(): void {
    window.print();
  }

  handleEdit(): void {
    this.dispatchEvent(new CustomEvent('edit'));
  }

  handleAgain(): void {
    void this.load();
  }

  handleAgree(event: CustomEvent<{ checked: boolean }>): void {
    const seat = (event.currentTarget as HTMLElement).dataset.seat as string;
    this.agreed = { ...this.agreed, [seat]: event.detail.checked };
  }

  async handleSign(event: Event): Promise<void> {
    const seat = (event.currentTarget as HTMLElement).dataset.seat as SeatView['seat'];
    this.busy = true;
    this.error = '';
    try {
      this.page = (await signPage({ agreementId: this.shownId, seat, hash: this.page?.hash })) as ReadingView;
      this.status = format(ReadSigned, seatName(seat));
      this.template?.querySelector<HTMLElement>('[data-title]')?.focus();
    } catch (error) {
      this.error = messageOf(error) || AgrErrSave;
    } finally {
      this.busy = false;
    }
  }

  /** A page that is read anew is agreed to anew. */
  private async load(): Promise<void> {
    this.error = '';
    this.agreed = {};
    try {
      this.page = (await getReading({ agreementId: this.shownId })) as ReadingView;
    } catch (error) {
      this.error = messageOf(error) || AgrErrLoad;
    }
  }
}

function facts(all: ReadingView['numbers'] | undefined): Fact[] {
  return (all ?? []).map((fact, index) => ({ key: `${index}`, label: fact.label, value: fact.value }));
}
