import LightningDatatable from 'lightning/datatable';
import chipCell from './chipCell.html';

/** The base datatable with one cell type more: the clock chip with the time beside it. Desktop only. */
export default class BoardTable extends LightningDatatable {
  static customTypes = {
    clock: {
      template: chipCell,
      standardCellLayout: true,
      typeAttributes: ['state', 'level', 'dueAt', 'startsAt', 'left']
    }
  };
}
