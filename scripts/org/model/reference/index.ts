export { Reference } from './reference.ts';
