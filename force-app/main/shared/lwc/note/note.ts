import { LightningElement } from 'lwc';

/** Something worth knowing about what stands below, with what can be done about it: in the slot. */
export default class Note extends LightningElement {}
