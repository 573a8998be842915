import { LightningElement, api } from 'lwc';

interface Column {
  name: string;
  label: string;
}

interface Row {
  id: string;
  cells: object[];
}

/** Records as a table. */
export default class Rows extends LightningElement {
  @api label = '';
  @api columns: Column[] = [];
  @api rows: Row[] = [];

  get lines(): object[] {
    return this.rows.map((row) => ({
      id: row.id,
      cells: row.cells.map((cell, at) => ({ ...cell, name: this.columns[at]?.name, label: this.columns[at]?.label }))
    }));
  }
}
